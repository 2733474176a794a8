import { sameItems } from './same-items.ts';

/** What has been computed of an object, by function. */
const results = Symbol('results');

interface Holder {
  [results]?: Results;
}

/** `owner`: a copy of an object (`{ ...object }`) takes along what is not its own. */
interface Results {
  readonly owner: Holder;
  /** Functions and what they gave, in turn: there are a few for an object, and a map would be larger than they are. */
  readonly list: unknown[];
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
    const list = listOf(holder);
    if (list !== undefined) {
      for (let at = 0; at < list.length; at += 2) if (list[at] === compute) return list[at + 1] as Output;
    }
    const output = compute(input);
    if (output === undefined) return output;
    // Computing may have computed other results of the same object.
    const known = listOf(holder);
    if (known) known.push(compute, output);
    else holder[results] = { owner: holder, list: [compute, output] };
    return output;
  };
}

function listOf(holder: Holder): unknown[] | undefined {
  const known = holder[results];
  return known?.owner === holder ? known.list : undefined;
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
