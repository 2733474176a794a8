/**
 * A pure function of one object, computed once for each object.
 *
 * This is how everything derived from an unchanged chunk of a file survives an edit elsewhere: the chunk is the
 * same object, so its lowered model and its findings are too.
 */
export function memo<Input extends object, Output>(compute: (input: Input) => Output): (input: Input) => Output {
  const known = new WeakMap<Input, { readonly output: Output }>();
  return (input) => {
    const found = known.get(input);
    if (found) return found.output;
    const output = compute(input);
    known.set(input, { output });
    return output;
  };
}
