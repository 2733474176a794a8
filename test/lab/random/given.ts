import { type Agreement, agreement, startsOf } from '../agreement.ts';
import { runScenario } from '../lab.ts';
import type { Observation, Scenario } from '../scenario.ts';
import { inParallel } from './pool.ts';

/** Runs scenarios that a file holds, each several times, and prints what each run showed. Returns the exit code. */
export async function runGiven(
  scenarios: readonly Scenario[],
  options: { readonly keepalived: string; readonly repeat: number; readonly parallel: number },
): Promise<number> {
  const runs = scenarios.flatMap((scenario) => Array.from({ length: options.repeat }, () => scenario));
  const tally = { agrees: 0, uncertain: 0, slow: 0, disagrees: 0 };
  await inParallel(runs, options.parallel, async (scenario) => {
    const seen = await runScenario(scenario, { keepalived: options.keepalived });
    const found = agreement(scenario, seen);
    tally[found.kind]++;
    console.log([scenario.id, seen.version, words(found), `starts ${startsOf(seen)}`, changes(seen)].join('  '));
  });
  console.log(
    `${tally.agrees} agree, ${tally.disagrees} disagree, ${tally.uncertain} are uncertain and came out otherwise, ${tally.slow} were not measured`,
  );
  return tally.disagrees === 0 ? 0 : 1;
}

function words(found: Agreement): string {
  if (found.kind === 'agrees') return found.raced ? 'agrees (as a race)' : 'agrees';
  return `${found.kind === 'disagrees' ? 'DISAGREES' : found.kind} (${found.why})`;
}

function changes({ holders }: Observation): string {
  return holders.map(({ t, vip, holders: on }) => `${vip} ${on.join('+') || '–'}@${t.toFixed(2)}`).join(' ');
}
