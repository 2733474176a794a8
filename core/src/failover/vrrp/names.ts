/** Of more names than this the first two stand for all: a list of a hundred nodes says nothing more. */
export const fewNames = 4;

/** "lb1 and lb2"; of many "lb1, lb2 and 118 more". */
export function namesText(names: readonly string[]): string {
  return names.length <= fewNames
    ? names.join(' and ')
    : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
