import { sameItems } from './same-items.ts';

/** What has been computed of an object, by function. */
const results = Symbol('results');

interface Holder {
  [results]?: Results;
}

/** `owner`: a copy of an object (`{ ...object }`) takes along what is not its own. */
interface Results {
  readonly owner: Holder;
  readonly byFunction: Map<unknown, unknown>;
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
    const found = resultsOf(holder)?.get(compute);
    if (found !== undefined) return found as Output;
    const output = compute(input);
    // Computing may have computed other results of the same object.
    const known = resultsOf(holder);
    if (known) known.set(compute, output);
    else holder[results] = { owner: holder, byFunction: new Map([[compute, output]]) };
    return output;
  };
}

function resultsOf(holder: Holder): Map<unknown, unknown> | undefined {
  const known = holder[results];
  return known?.owner === holder ? known.byFunction : undefined;
}

/**
 * The same for a function that also depends on a few things around: the latest result is kept with the object, and
 * holds as long as they are the same objects. Older ones belong to texts or settings that are gone.
 */
export function memoLatest<Input extends object, Around extends readonly unknown[], Output>(
  compute: (input: Input, ...around: Around) => Output,
): (input: Input, ...around: Around) => Output {
  type Kept = { readonly around: Around; readonly output: Output };
  const keptOf = memo((_input: Input): { latest: Kept | undefined } => ({ latest: undefined }));
  return (input, ...around) => {
    const kept = keptOf(input);
    if (!kept.latest || !sameItems(kept.latest.around, around)) {
      kept.latest = { around, output: compute(input, ...around) };
    }
    return kept.latest.output;
  };
}
