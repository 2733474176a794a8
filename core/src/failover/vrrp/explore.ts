import { onePerWorld } from '../../base/memo.ts';
import { finish, type Steps } from '../../base/steps.ts';
import type { ExploreOptions } from '../engine.ts';
import type { Exploration, LongestGap, Violation } from '../exploration.ts';
import { ExploredPart } from './explore-part.ts';
import type { FailoverModel } from './model.ts';
import { independentParts } from './parts.ts';
import { type ShapedPart, shapedPart } from './symmetry.ts';

export interface PartExploreOptions extends Omit<ExploreOptions, 'remembers'> {
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

/** Many clusters of a company are alike, and after an edit a cluster often is what it was. */
export const sharedMemory = onePerWorld(() => new ExplorationMemory(200));

const defaultMaxTransitions = 200_000;

/** Follows every history of at most so many faults, and their recoveries, from the steady state. */
export function explore(model: FailoverModel, options: PartExploreOptions): Exploration {
  return finish(exploreSteps(model, options));
}

/** The same, piece by piece. */
export function* exploreSteps(model: FailoverModel, options: PartExploreOptions): Steps<Exploration> {
  const { maxFaults, maxTransitions = defaultMaxTransitions, shouldStop = () => false, memory } = options;
  const { maxCost = Number.POSITIVE_INFINITY } = options;
  let cost = 0;
  const alike = new Map<string, ShapedPart[]>();
  for (const part of independentParts(model)) {
    const shaped = yield* shapedPart(part);
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
    while (!isKnown) {
      const steps = explored.expandNext();
      let step = steps.next();
      for (; !step.done; step = steps.next()) {
        cost += step.value;
        yield step.value;
      }
      if (!step.value) break;
      options.onProgress?.(states + explored.followed, states + explored.states);
      if (transitions + explored.transitions >= maxTransitions || cost >= maxCost || shouldStop()) {
        ended = false;
        break;
      }
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
