import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Agreement } from '../agreement.ts';
import { labMissing } from '../lab.ts';
import { generatePlan } from './generate.ts';
import { type Plan, scenarioOf } from './plan.ts';
import { inParallel } from './pool.ts';
import { confirmed, shrunk, trial } from './trial.ts';

const usage = `npm run lab -- [--seed N] [--count N] [--parallel N] [--shrink] [--print] [--out FILE.json]
Runs random scenarios with real keepalived daemons and compares what they do with what haconf simulates.
--seed N      the first seed (default 1); every scenario is the same for the same seed
--count N     how many seeds (default 60)
--parallel N  how many at once (default 40)
--shrink      make each disagreement small
--print       print the scenarios instead of running them
--out FILE    write the scenarios that disagree, as haconf simulate reads them
`;

/** Returns the exit code. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '60' },
      parallel: { type: 'string', default: '40' },
      shrink: { type: 'boolean', default: false },
      print: { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [seed, count, parallel] = [values.seed, values.count, values.parallel].map(Number) as [number, number, number];
  if (values.help || ![seed, count, parallel].every((number) => Number.isInteger(number) && number > 0)) {
    process.stderr.write(usage);
    return values.help ? 0 : 2;
  }
  const plans = Array.from({ length: count }, (_, index) => generatePlan(seed + index));
  if (values.print) {
    console.log(JSON.stringify(plans.map(scenarioOf), null, 2));
    return 0;
  }
  const missing = labMissing();
  if (missing !== undefined) {
    console.error(`cannot run: ${missing}`);
    return 2;
  }
  const disagreements: Plan[] = [];
  const tally = { agrees: 0, raced: 0, slow: 0, disagrees: 0 };
  const note = (plan: Plan, found: Agreement): void => {
    tally[found.kind]++;
    if (found.kind === 'agrees' && found.raced) tally.raced++;
    if (found.kind === 'slow') console.log(`slow       ${plan.id}: ${found.why}`);
    if (found.kind === 'disagrees') console.log(`DISAGREES  ${plan.id}: ${found.why}`);
  };
  const doubtful: Plan[] = [];
  await inParallel(plans, parallel, async (plan) => {
    const found = await trial(plan);
    if (found.kind === 'agrees') note(plan, found);
    else {
      console.log(`again      ${plan.id}: ${found.kind}: ${found.why}`);
      doubtful.push(plan);
    }
  });
  // A busy machine can make the daemons late in ways that no log tells: what is to be believed shows again, with less beside it.
  await inParallel(doubtful, 2, async (plan) => {
    const found = await confirmed(plan);
    note(plan, found);
    if (found.kind === 'disagrees') disagreements.push(plan);
  });
  const small: Plan[] = [];
  for (const plan of disagreements) {
    if (!values.shrink) small.push(plan);
    else {
      const least = await shrunk(plan, (smaller) => console.log(`smaller    ${plan.id}: ${size(smaller)}`));
      small.push(least);
      console.log(JSON.stringify(scenarioOf(least), null, 1));
    }
  }
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(small.map(scenarioOf), null, 1)}\n`);
  const measured = tally.agrees + tally.disagrees;
  const share = ((100 * tally.agrees) / Math.max(1, measured)).toFixed(1);
  console.log(
    `${tally.agrees} of ${measured} scenarios agree (${share} %), ${tally.raced} of them as declared races; ${tally.slow} not measured: the machine was too slow`,
  );
  return tally.disagrees === 0 ? 0 : 1;
}

function size(plan: Plan): string {
  return `${plan.nodes.length} nodes, ${plan.events.length} events`;
}

process.exitCode = await main();
