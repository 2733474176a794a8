/** Words that every JavaScript object answers for, though nobody put them into it. */
export const objectWords: readonly string[] = Object.getOwnPropertyNames(Object.prototype);

/** Words that functions, lists and the like answer for, or that the language gives a meaning. Some are keywords. */
export const otherWords: readonly string[] = [
  ...['prototype', 'length', 'name', 'then', 'toJSON', 'caller', 'arguments', 'apply', 'get', 'has', 'size', 'entries'],
  ...['undefined', 'null', 'NaN', 'Infinity', '0', '-0', '-1'],
];

/** A word of the same letters' kinds that nobody knows: what is said of the other must be said of it. */
export function ordinaryWord(word: string): string {
  let at = 0;
  const next = (letters: string): string => letters[at++ % letters.length] ?? '';
  // The first letter stays: behind a backslash it decides whether the escape is one.
  return word.replace(/(?<=.)[a-z]/g, () => next('xqzjv')).replace(/(?<=.)[A-Z]/g, () => next('XQZJV'));
}
