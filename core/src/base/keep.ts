/** Adds to what is kept, and lets go of all of it first where there are `most` already: only the newest entries matter. */
export function keepAtMost<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value, most: number): void {
  if (kept.size >= most) kept.clear();
  kept.set(key, value);
}
