/** Whether two lists hold the very same things in the same order. */
export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a === b || (a.length === b.length && a.every((item, index) => item === b[index]));
}

/** Whether two objects hold the very same things under the same names, or lists of the very same things. */
export function sameFacts(a: object, b: object): boolean {
  if (a === b) return true;
  const [ours, theirs] = [Object.entries(a), Object.entries(b)];
  return (
    ours.length === theirs.length &&
    ours.every(([name, value], index) => {
      const [otherName, other] = theirs[index] ?? [];
      return name === otherName && (value === other || (isList(value) && isList(other) && sameItems(value, other)));
    })
  );
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
