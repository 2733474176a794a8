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
  const { maxFaults, maxTransitions = defaultMaxTransitions, shouldStop = () => false } = options;
  const alike = new Map<string, ShapedPart[]>();
  for (const part of independentParts(model)) {
    const shaped = shapedPart(part);
    const known = alike.get(shaped.shape);
    if (known) known.push(shaped);
    else alike.set(shaped.shape, [shaped]);
  }
  const violations: Violation[] = [];
  const gaps: LongestGap[] = [];
  let [states, transitions, complete] = [0, 0, true];
  for (const parts of alike.values()) {
    const [first] = parts;
    if (!first) continue;
    const explored = new ExploredPart(first, maxFaults);
    while (explored.expandNext()) {
      if (transitions + explored.transitions >= maxTransitions || shouldStop()) {
        complete = false;
        break;
      }
      yield transitions + explored.transitions;
    }
    states += explored.states;
    transitions += explored.transitions;
    for (const part of parts) {
      violations.push(...explored.violationsIn(part));
      gaps.push(...explored.gapsIn(part));
    }
  }
  violations.sort((a, b) => a.trace.length - b.trace.length);
  return { maxFaults, violations, gaps, states, transitions, complete };
}
