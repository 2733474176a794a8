/**
 * A pure function of one object, computed once for each object.
 *
 * This is how everything derived from an unchanged chunk of a file survives an edit elsewhere: the chunk is the
 * same object, so its lowered model and its findings are too.
 *
 * The result is kept in the object itself, under a key that nobody else has, and goes when the object goes. A WeakMap
 * would do the same, but gives memory back only when all of it is searched: half of a large workspace would be results
 * for texts that are gone. So the object must not be frozen, and `undefined` as a result is computed each time.
 */
export function memo<Input extends object, Output>(compute: (input: Input) => Output): (input: Input) => Output {
  const key = Symbol();
  return (input) => {
    const holder = input as { [key]?: Output };
    const found = holder[key];
    if (found !== undefined) return found;
    const output = compute(input);
    holder[key] = output;
    return output;
  };
}
