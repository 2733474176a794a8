/** What of `expected` is not in `found`, and the other way round. */
export function compareTexts(
  expected: readonly string[],
  found: readonly string[],
): { readonly missing: readonly string[]; readonly added: readonly string[] } {
  const known = new Set(found);
  const wanted = new Set(expected);
  return { missing: expected.filter((text) => !known.has(text)), added: found.filter((text) => !wanted.has(text)) };
}
