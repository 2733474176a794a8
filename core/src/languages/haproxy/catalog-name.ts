/**
 * The name under which the catalogue knows a word: `set-var(txn.x)` is `set-var`, and a counter beyond those that it
 * lists (`tune.stick-counters` allows more) is like the last of them.
 */
export function catalogName(word: string): string {
  const open = word.indexOf('(');
  const name = open < 0 ? word : word.slice(0, open);
  return name.startsWith('track-sc') && /^track-sc(?:[3-9]|\d\d+)$/.test(name) ? 'track-sc2' : name;
}
