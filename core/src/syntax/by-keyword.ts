/** Things that stand in a text, by their keyword, each list in order. */
export function groupByKeyword<T extends { readonly keyword: string }>(items: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  // Large files are read once, before the engine has optimised an iteration.
  for (let at = 0; at < items.length; at++) {
    const item = items[at];
    if (!item) break;
    const known = found.get(item.keyword);
    if (known) known.push(item);
    else found.set(item.keyword, [item]);
  }
  return found;
}
