/** What has been computed of an object, by function. */
const results = Symbol('results');

interface Holder {
  [results]?: Map<unknown, unknown>;
}

/**
 * A pure function of one object, computed once for each object.
 *
 * This is how everything derived from an unchanged chunk of a file survives an edit elsewhere: the chunk is the
 * same object, so its lowered model and its findings are too.
 *
 * The result is kept in the object itself, and goes when the object goes. A WeakMap
 * would do the same, but gives memory back only when all of it is searched: half of a large workspace would be results
 * for texts that are gone. So the object must not be frozen, and `undefined` as a result is computed each time.
 */
export function memo<Input extends object, Output>(compute: (input: Input) => Output): (input: Input) => Output {
  return (input) => {
    const holder = input as Holder;
    const known = holder[results];
    const found = known?.get(compute);
    if (found !== undefined) return found as Output;
    const output = compute(input);
    // Computing may have computed other results of the same object.
    const all = holder[results];
    if (all) all.set(compute, output);
    else holder[results] = new Map([[compute, output]]);
    return output;
  };
}
