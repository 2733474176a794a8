/** The latest of the results that have been computed of an object. */
const latest = Symbol('latest result');

interface Holder {
  [latest]?: Result | undefined;
}

/** One of a few: a list in which each knows the one before is the smallest, and nothing of it is ever copied. */
interface Result {
  /** A copy of an object (`{ ...object }`) takes along what is not its own. */
  readonly owner: Holder;
  /** What was computed: the function. */
  readonly key: unknown;
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
 * would do the same, but is freed only by a major collection of garbage: half of a large workspace would be results
 * for texts that are gone. So the object must not be frozen, and `undefined` as a result is computed each time.
 */
export function memo<Input extends object, Output>(compute: (input: Input) => Output): (input: Input) => Output {
  return (input) => {
    const holder = input as Holder;
    const key = apart === undefined ? compute : standInFor(compute, apart);
    const known = resultsOf(holder);
    for (let result = known; result !== undefined; result = result.before) {
      if (result.key === key) return result.output as Output;
    }
    const output = compute(input);
    if (output !== undefined) {
      // Computing may have computed other results of the same object.
      holder[latest] = { owner: holder, key, output, before: resultsOf(holder) };
    }
    return output;
  };
}

function resultsOf(holder: Holder): Result | undefined {
  const result = holder[latest];
  return result !== undefined && result.owner === holder ? result : undefined;
}

/**
 * Does some work as if nothing had ever been computed: no result that is kept by `memo`, by `query.ts` or by a text is
 * taken, and none of those that the work makes is left behind. Tests compare with it what is kept with what is not.
 */
export function recomputeAll<Result>(work: () => Result): Result {
  const before = apart;
  apart = { standIns: new Map() };
  try {
    return work();
  } finally {
    apart = before;
  }
}

/** One of something, and within each `recomputeAll` another one. */
export function onePerWorld<One>(make: () => One): () => One {
  const usual = make();
  const inWorld = memo((_world: World) => ({ one: make() }));
  return () => (apart === undefined ? usual : inWorld(apart).one);
}

/** Where everything is recomputed, results are kept under another key than usual. */
interface World {
  readonly standIns: Map<unknown, object>;
}

let apart: World | undefined;

function standInFor(compute: unknown, { standIns }: World): object {
  const known = standIns.get(compute) ?? {};
  standIns.set(compute, known);
  return known;
}
