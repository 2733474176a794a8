/** "lb1", "lb1 and lb2", "lb1, lb2 and lb3". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
