import { type Agreement, agreement, slowness } from '../agreement.ts';
import { runScenario } from '../lab.ts';
import type { Observation } from '../scenario.ts';
import { type Plan, scenarioOf, smallerPlans } from './plan.ts';
import { inParallel } from './pool.ts';

/** Runs a plan's scenario with real daemons; one that the machine was too slow for is tried again. */
async function observed(plan: Plan, attempts: number): Promise<Observation> {
  const scenario = scenarioOf(plan);
  for (let attempt = 1; ; attempt++) {
    const seen = await runScenario(scenario);
    if (slowness(seen) === undefined || attempt >= attempts) return seen;
  }
}

/**
 * Runs plans, so many at once, and compares each with its simulation. `onResult` is called when all have run: a
 * simulation takes some milliseconds, in which the events of other runs would be late.
 */
export async function trials(
  plans: readonly Plan[],
  options: { readonly parallel: number; readonly attempts: number },
  onResult: (plan: Plan, found: Agreement) => void,
): Promise<void> {
  const all: { plan: Plan; seen: Observation }[] = [];
  await inParallel(plans, options.parallel, async (plan) => {
    all.push({ plan, seen: await observed(plan, options.attempts) });
  });
  for (const { plan, seen } of all) onResult(plan, agreement(scenarioOf(plan), seen));
}

/** The smallest plan that still disagrees and that lacks pieces of a plan which does. All of a round run at once. */
export async function shrunk(plan: Plan, onSmaller: (plan: Plan) => void): Promise<Plan> {
  const candidates = smallerPlans(plan);
  const atOnce = 24;
  for (let first = 0; first < candidates.length; first += atOnce) {
    const some = candidates.slice(first, first + atOnce);
    const found = await firstDisagreement(some);
    if (found === undefined || (await firstDisagreement([found])) === undefined) continue;
    onSmaller(found);
    return shrunk(found, onSmaller);
  }
  return plan;
}

async function firstDisagreement(plans: readonly Plan[]): Promise<Plan | undefined> {
  const disagreeing = new Set<Plan>();
  await trials(plans, { parallel: plans.length, attempts: 3 }, (plan, { kind }) => {
    if (kind === 'disagrees') disagreeing.add(plan);
  });
  return plans.find((plan) => disagreeing.has(plan));
}
