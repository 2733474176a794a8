import type { Exploration, LongestGap, Violation } from './exploration.ts';
import { ExploredPart } from './explore-part.ts';
import type { FailoverModel } from './model.ts';
import { independentParts } from './parts.ts';
import { type ShapedPart, shapedPart } from './symmetry.ts';

export interface ExploreOptions {
  /** How many faults a history may hold; the recoveries from them do not count. */
  readonly maxFaults: number;
  /** Transitions after which the search ends, whatever is left. */
  readonly maxTransitions?: number;
  /** Asked now and then: true ends the search. */
  readonly shouldStop?: () => boolean;
  /** Parts that were explored to their end: one that is the same but for its names need not be explored again. */
  readonly memory?: ExplorationMemory;
}

/** What has been explored, for clusters that are alike; the oldest goes when it holds more than `capacity`. */
export class ExplorationMemory {
  readonly #parts = new Map<string, ExploredPart>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: string): ExploredPart | undefined {
    return this.#parts.get(key);
  }

  set(key: string, part: ExploredPart): void {
    this.#parts.set(key, part);
    const [oldest] = this.#parts.keys();
    if (this.#parts.size > this.#capacity && oldest !== undefined) this.#parts.delete(oldest);
  }
}

const defaultMaxTransitions = 200_000;

/** Follows every history of at most so many faults, and their recoveries, from the steady state. */
export function explore(model: FailoverModel, options: ExploreOptions): Exploration {
  const steps = exploreSteps(model, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, yielding now and then the number of transitions so far, so that others can do something in between. */
export function* exploreSteps(model: FailoverModel, options: ExploreOptions): Generator<number, Exploration> {
  const { maxFaults, maxTransitions = defaultMaxTransitions, shouldStop = () => false, memory } = options;
  const alike = new Map<string, ShapedPart[]>();
  for (const part of independentParts(model)) {
    const shaped = shapedPart(part);
    const known = alike.get(shaped.shape);
    if (known) known.push(shaped);
    else alike.set(shaped.shape, [shaped]);
  }
  const violations: Violation[] = [];
  const found: { readonly explored: ExploredPart; readonly parts: readonly ShapedPart[] }[] = [];
  let [states, transitions, complete] = [0, 0, true];
  for (const parts of alike.values()) {
    const [first] = parts;
    if (!first) continue;
    const key = `${maxFaults} ${first.shape}`;
    const before = memory?.get(key);
    const isKnown = before !== undefined && transitions + before.transitions < maxTransitions;
    const explored = isKnown ? before : new ExploredPart(first, maxFaults);
    let ended = true;
    while (!isKnown && explored.expandNext()) {
      if (transitions + explored.transitions >= maxTransitions || shouldStop()) {
        ended = false;
        break;
      }
      yield transitions + explored.transitions;
    }
    if (ended) memory?.set(key, explored);
    else complete = false;
    states += explored.states;
    transitions += explored.transitions;
    for (const part of parts) violations.push(...explored.violationsIn(part));
    found.push({ explored, parts });
  }
  violations.sort((a, b) => a.trace.length - b.trace.length);
  let gaps: readonly LongestGap[] | undefined;
  return {
    maxFaults,
    violations,
    // Measuring them takes as long again, and who only looks for violations does not ask.
    get gaps() {
      gaps ??= found.flatMap(({ explored, parts }) => parts.flatMap((part) => explored.gapsIn(part)));
      return gaps;
    },
    states,
    transitions,
    complete,
  };
}
