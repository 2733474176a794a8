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

type Same<Value> = (a: Value, b: Value) => boolean;

/** Whether two lists are of equal items in the same order. */
export function sameLists<Item>(same: Same<Item>): Same<readonly Item[]> {
  return (a, b) => {
    if (a === b) return true;
    if (a.length !== b.length) return false;
    for (let at = 0; at < a.length; at++) if (!sameOrBoth(same, a[at], b[at])) return false;
    return true;
  };
}

/** Whether two values are equal where both are there. */
export function sameIfAny<Value>(same: Same<Value>): Same<Value | undefined> {
  return (a, b) => sameOrBoth(same, a, b);
}

function sameOrBoth<Value>(same: Same<Value>, a: Value | undefined, b: Value | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && same(a, b));
}

/** Whether two objects are equal in each of the fields of a type. The compiler asks for a comparison for every one. */
export function sameFields<Value extends object>(
  fields: {
    readonly [Field in keyof Required<Value>]: Same<Value[Field]>;
  },
): Same<Value> {
  const list = Object.entries(fields) as [keyof Value, Same<unknown>][];
  return (a, b) => a === b || list.every(([field, same]) => same(a[field], b[field]));
}
