import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Agreement } from '../agreement.ts';
import { haproxyMissing, labMissing, versionOf } from '../lab.ts';
import { experiments } from '../reported/experiments.ts';
import { runReported } from '../reported/run.ts';
import type { Scenario } from '../scenario.ts';
import { generatePlan } from './generate.ts';
import { runGiven } from './given.ts';
import { type Plan, scenarioOf, withPrograms } from './plan.ts';
import { shrunk, trials } from './trial.ts';

const usage = `npm run lab -- [--seed N] [--count N] [--parallel N] [--keepalived PROGRAM[,PROGRAM…]] [--shrink] [--print] [--out FILE.json]
npm run lab -- --scenarios FILE.json [--only ID,ID] [--repeat N] [--parallel N] [--keepalived PROGRAM]
npm run lab -- --reported [--only ID,ID] [--parallel N] [--keepalived PROGRAM[,PROGRAM…]]
Runs random scenarios, or those of a file, with real keepalived daemons and compares what they do with what haconf simulates.
--seed N        the first seed (default 1); every scenario is the same for the same seed
--count N       how many seeds (default 60)
--parallel N    how many at once (default 40)
--keepalived P  the keepalived program (default: the one on the PATH); of several each node draws one
--shrink        make each disagreement small
--print         print the scenarios instead of running them
--out FILE      write the scenarios that disagree, as haconf simulate reads them
--scenarios F   run the scenarios of a file, one or a list; a node's "bin" names its own program
--reported      run the experiments about what operators reported, with each of the programs
--only ID,ID    of these those
--repeat N      each so many times (default 1)
`;

/** Returns the exit code. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '60' },
      parallel: { type: 'string', default: '40' },
      repeat: { type: 'string', default: '1' },
      keepalived: { type: 'string', default: 'keepalived' },
      scenarios: { type: 'string' },
      only: { type: 'string', default: '' },
      shrink: { type: 'boolean', default: false },
      print: { type: 'boolean', default: false },
      out: { type: 'string' },
      reported: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const numbers = [values.seed, values.count, values.parallel, values.repeat].map(Number);
  const [seed, count, parallel, repeat] = numbers as [number, number, number, number];
  if (values.help || !numbers.every((number) => Number.isInteger(number) && number > 0)) {
    process.stderr.write(usage);
    return values.help ? 0 : 2;
  }
  const programs = values.keepalived.split(',');
  const missing = values.print ? undefined : (labMissing(programs[0]) ?? haproxyMissing());
  if (missing !== undefined) {
    console.error(`cannot run: ${missing}`);
    return 2;
  }
  const only = values.only.split(',').filter(Boolean);
  const isChosen = ({ id }: { readonly id: string }): boolean => only.length === 0 || only.includes(id);
  if (values.reported) return runReported(experiments.filter(isChosen), { programs, parallel });
  if (values.scenarios !== undefined) {
    const given = JSON.parse(readFileSync(values.scenarios, 'utf8')) as Scenario | readonly Scenario[];
    const chosen = [given].flat().filter(isChosen);
    return runGiven(chosen as readonly Scenario[], { keepalived: programs[0] ?? 'keepalived', repeat, parallel });
  }
  const known = await Promise.all(programs.map(async (bin) => ({ bin, version: await versionOf(bin) })));
  const plans = Array.from({ length: count }, (_, index) => withPrograms(generatePlan(seed + index), known));
  if (values.print) {
    console.log(JSON.stringify(plans.map(scenarioOf), null, 2));
    return 0;
  }
  const { small, exitCode } = await compareAll(plans, parallel, values.shrink);
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(small.map(scenarioOf), null, 1)}\n`);
  return exitCode;
}

async function compareAll(
  plans: readonly Plan[],
  parallel: number,
  shrink: boolean,
): Promise<{ readonly small: readonly Plan[]; readonly exitCode: number }> {
  const disagreements: Plan[] = [];
  const tally = { agrees: 0, raced: 0, declared: 0, doubted: 0, slow: 0, uncertain: 0, disagrees: 0 };
  const note = (plan: Plan, found: Agreement): void => {
    tally[found.kind]++;
    if (found.kind === 'agrees' && found.raced) tally.raced++;
    if (found.kind === 'agrees' && found.declared) tally.declared++;
    if (found.kind === 'agrees' && found.uncertain) tally.doubted++;
    if (found.kind === 'uncertain') console.log(`uncertain  ${plan.id}: ${found.why}`);
    if (found.kind === 'slow') console.log(`slow       ${plan.id}: ${found.why}`);
    if (found.kind === 'disagrees') console.log(`DISAGREES  ${plan.id}: ${found.why}`);
  };
  const doubtful: Plan[] = [];
  await trials(plans, { parallel, attempts: 2 }, (plan, found) => {
    if (found.kind === 'agrees' || found.kind === 'uncertain') note(plan, found);
    else {
      console.log(`again      ${plan.id}: ${found.kind}: ${found.why}`);
      doubtful.push(plan);
    }
  });
  console.log(
    `${tally.agrees} of ${plans.length} agree at once; a race was declared in ${tally.declared}, needed in ${tally.raced}`,
  );
  // A busy machine can make the daemons late in ways that no log tells: what is to be believed shows three times, with
  // less beside it.
  const stubborn: Plan[] = [];
  const again = { parallel: 8, attempts: 4 };
  await trials(doubtful, again, (plan, found) => {
    if (found.kind === 'disagrees') stubborn.push(plan);
    else note(plan, found);
  });
  await trials(stubborn, again, (plan, found) => {
    note(plan, found);
    if (found.kind === 'disagrees') disagreements.push(plan);
  });
  const small: Plan[] = [];
  for (const plan of disagreements) {
    if (!shrink) small.push(plan);
    else {
      const least = await shrunk(plan, (smaller) => console.log(`smaller    ${plan.id}: ${size(smaller)}`));
      small.push(least);
      console.log(JSON.stringify(scenarioOf(least), null, 1));
    }
  }
  const measured = tally.agrees + tally.disagrees;
  const share = ((100 * tally.agrees) / Math.max(1, measured)).toFixed(1);
  console.log(
    `${tally.agrees} of ${measured} scenarios agree (${share} %); a race was declared in ${tally.declared} and needed in ${tally.raced} of them; ${tally.doubted + tally.uncertain} were called uncertain, and ${tally.uncertain} of these came out otherwise; ${tally.slow} not measured: the machine was too slow`,
  );
  return { small, exitCode: tally.disagrees === 0 ? 0 : 1 };
}

function size(plan: Plan): string {
  return `${plan.nodes.length} nodes, ${plan.events.length} events`;
}

process.exitCode = await main();
