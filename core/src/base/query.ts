import { memo } from './memo.ts';
import { sameItems, sameLists } from './same-items.ts';

/*
 * The one way to keep a result from one version of a text to the next. Everything is kept in an object and goes with
 * it: in a chunk or a stretch, which is the same object as long as its text is; in a document's identity, which is the
 * same object for all its versions; in a cluster. There are three forms, and none of them lets its author forget what a
 * result depends on:
 *
 * - `query`: the arguments are the key, all of them;
 * - `firewall`: what it is made of is the key, and there is nothing else that it could be made of;
 * - `fold`: the state is the key that comes from above.
 *
 * `memo` is a query with one argument.
 */

/** How arguments are compared, and how many results are kept. */
export interface QueryOptions<Around, Output> {
  /**
   * Whether what was computed with the arguments `a` holds for `b`, too; by default they have to be the very same. The
   * first argument, in which results are kept, is not among them.
   */
  readonly same?: (a: Around, b: Around) => boolean;
  /** The results for so many different arguments are kept with one object; by default the latest only. */
  readonly keep?: number;
  /** Whether a kept result holds no longer, whatever its arguments: it is computed anew. */
  readonly isOver?: (output: Output) => boolean;
}

interface Kept<Around, Output> {
  readonly around: Around;
  readonly output: Output;
  readonly before: Kept<Around, Output> | undefined;
  /** How many there are with those before. */
  readonly count: number;
}

/**
 * A pure function of its arguments. The result is kept with the first one, and holds as long as the others are the very
 * same: older results belong to texts or settings that are gone.
 */
export function query<Input extends object, Around extends readonly unknown[], Output>(
  compute: (input: Input, ...around: Around) => Output,
  { same = sameItems, keep = 1, isOver }: QueryOptions<Around, Output> = {},
): (input: Input, ...around: Around) => Output {
  const cellOf = memo((_input: Input): { latest: Kept<Around, Output> | undefined } => ({ latest: undefined }));
  return (input, ...around) => {
    const cell = cellOf(input);
    for (let kept = cell.latest; kept !== undefined; kept = kept.before) {
      if (same(kept.around, around) && isOver?.(kept.output) !== true) return kept.output;
    }
    const output = compute(input, ...around);
    // Computing may have asked for other results of the same object.
    const before = cell.latest && cell.latest.count < keep ? cell.latest : undefined;
    cell.latest = { around, output, before, count: (before?.count ?? 0) + 1 };
    return output;
  };
}

/**
 * A value that depends on its arguments only by way of what `project` takes of them. `make` sees nothing but this
 * projection, so there is nothing that `equals` could not compare; while projections are equal, the value is the very
 * same object, and so is all that was derived from it. It is kept in `owner`, which is mostly a document's identity.
 */
export function firewall<Owner extends object, Input extends readonly unknown[], Projection, Value>(
  project: (...input: Input) => Projection,
  equals: (a: Projection, b: Projection) => boolean,
  make: (projection: Projection) => Value,
): (owner: Owner, ...input: Input) => Value {
  type Made = { readonly projection: Projection; readonly value: Value };
  const cellOf = memo((_owner: Owner): { latest: Made | undefined } => ({ latest: undefined }));
  return (owner, ...input) => {
    const projection = project(...input);
    const cell = cellOf(owner);
    const { latest } = cell;
    const value = latest && equals(latest.projection, projection) ? latest.value : make(projection);
    // The newest of equal ones: much of it is compared by identity next time.
    cell.latest = { projection, value };
    return value;
  };
}

/**
 * A firewall for what many parts tell together. A part that is the same object is not looked at again: after an edit
 * only those are that took the place of others. `project` may be asked for a part several times.
 */
export function firewallOver<Owner extends object, Part extends object, Projection, Value>(
  project: (part: Part) => Projection,
  equals: (a: Projection, b: Projection) => boolean,
  make: (projections: readonly Projection[]) => Value,
): (owner: Owner, parts: readonly Part[]) => Value {
  return firewall(
    (parts: readonly Part[]) => parts,
    sameLists((a, b) => equals(project(a), project(b))),
    (parts) => make(parts.map(project)),
  );
}

/** What a visit of an item gives, and what the items up to this one mean for those below. */
export interface Visited<State, Result> {
  readonly result: Result;
  readonly after: State;
}

/**
 * A pass over all items in order that carries a state from one to the next. A result is kept with its item, and holds
 * as long as the state before it and everything `around` are the same objects. So `visit` has to hand on the state that
 * it was given wherever nothing in the item changes it. One that does not costs time, never truth.
 */
export function fold<Item extends object, State, Around extends readonly unknown[], Result>(
  visit: (item: Item, before: State, ...around: Around) => Visited<State, Result>,
): (items: readonly Item[], before: State, ...around: Around) => { results: readonly Result[]; after: State } {
  const visited = query(visit);
  return (items, before, ...around) => {
    const results: Result[] = [];
    let state = before;
    for (const item of items) {
      const { result, after } = visited(item, state, ...around);
      results.push(result);
      state = after;
    }
    return { results, after: state };
  };
}
