import { type Agreement, agreement } from '../agreement.ts';
import { runScenario } from '../lab.ts';
import { type Plan, scenarioOf, smallerPlans } from './plan.ts';

/** Runs a plan's scenario with real daemons; one that the machine was too slow for is tried again. */
export async function trial(plan: Plan, attempts = 3): Promise<Agreement> {
  const scenario = scenarioOf(plan);
  for (let attempt = 1; ; attempt++) {
    const found = agreement(scenario, await runScenario(scenario));
    if (found.kind !== 'slow' || attempt >= attempts) return found;
  }
}

/**
 * A disagreement that does not come from the machine shows every time: it is believed when a second run, with nothing
 * beside it, disagrees as well.
 */
export async function confirmed(plan: Plan): Promise<Agreement> {
  const again = await trial(plan, 4);
  return again.kind === 'disagrees' ? trial(plan, 4) : again;
}

/** The smallest plan that still disagrees and that lacks pieces of a plan which does. All of a round run at once. */
export async function shrunk(plan: Plan, onSmaller: (plan: Plan) => void): Promise<Plan> {
  const candidates = smallerPlans(plan);
  const atOnce = 24;
  for (let first = 0; first < candidates.length; first += atOnce) {
    const some = candidates.slice(first, first + atOnce);
    const results = await Promise.all(some.map((candidate) => trial(candidate)));
    const found = some[results.findIndex((result) => result.kind === 'disagrees')];
    if (found === undefined || (await trial(found)).kind !== 'disagrees') continue;
    onSmaller(found);
    return shrunk(found, onSmaller);
  }
  return plan;
}
