import { sameItems } from './same-items.ts';

/** The latest of the results that have been computed of an object. */
const latest = Symbol('latest result');

interface Holder {
  [latest]?: Result | undefined;
}

/** One of a few: a list in which each knows the one before is the smallest, and nothing of it is ever copied. */
interface Result {
  /** A copy of an object (`{ ...object }`) takes along what is not its own. */
  readonly owner: Holder;
  readonly compute: unknown;
  readonly output: unknown;
  readonly before: Result | undefined;
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
    const known = resultsOf(holder);
    for (let result = known; result !== undefined; result = result.before) {
      if (result.compute === compute) return result.output as Output;
    }
    const output = compute(input);
    if (output !== undefined) {
      // Computing may have computed other results of the same object.
      holder[latest] = { owner: holder, compute, output, before: resultsOf(holder) };
    }
    return output;
  };
}

function resultsOf(holder: Holder): Result | undefined {
  const result = holder[latest];
  return result !== undefined && result.owner === holder ? result : undefined;
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
