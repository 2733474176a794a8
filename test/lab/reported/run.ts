import { type Agreement, agreement, slowness } from '../agreement.ts';
import { runScenario, versionOf } from '../lab.ts';
import { inParallel } from '../random/pool.ts';
import type { Observation } from '../scenario.ts';
import type { Experiment } from './experiment.ts';
import { type Comparison, comparisons } from './predicted.ts';

/** What real daemons did in an experiment, and what haconf says of it. */
export interface Judged {
  readonly experiment: Experiment;
  readonly seen: Observation;
  /** `haconf simulate`. */
  readonly simulated: Agreement;
  /** `haconf failover`. */
  readonly predicted: readonly Comparison[];
}

/** Whether a run is a proof against haconf. */
export function isWrong({ simulated, predicted }: Judged): boolean {
  return simulated.kind === 'disagrees' || predicted.some(({ kind }) => kind === 'certain and wrong');
}

/** Runs the experiments, so many at once; what is wrong or too slow is run again with less beside it. */
export async function judge(
  experiments: readonly Experiment[],
  options: { readonly keepalived: string; readonly parallel: number },
  onResult: (judged: Judged) => void = () => {},
): Promise<Judged[]> {
  const { keepalived } = options;
  const results = new Map<string, Judged>();
  let open = experiments;
  for (let round = 0; open.length > 0 && round < 4; round++) {
    const observed: { experiment: Experiment; seen: Observation }[] = [];
    await inParallel(open, round === 0 ? options.parallel : 6, async (experiment) => {
      observed.push({ experiment, seen: await runScenario(experiment, { keepalived }) });
    });
    // Judged when all have run: a simulation takes some milliseconds, in which the events of other runs would be late.
    const judged = observed.map(({ experiment, seen }): Judged => {
      // What a slow machine did proves nothing of the rest either.
      const predicted = slowness(seen) === undefined ? comparisons(experiment, seen) : [];
      return { experiment, seen, simulated: simulatedBy(experiment, seen), predicted };
    });
    for (const one of judged) results.set(one.experiment.id, one);
    open = judged.filter((one) => one.simulated.kind === 'slow' || isWrong(one)).map(({ experiment }) => experiment);
  }
  const all = [...results.values()];
  for (const one of all) onResult(one);
  return all;
}

/** What starts and stops HAProxy beside the events is nothing that a scenario tells the simulation. */
function simulatedBy(experiment: Experiment, seen: Observation): Agreement {
  const why = slowness(seen);
  if (why !== undefined) return { kind: 'slow', why };
  if (experiment.simulated === false) return { kind: 'agrees', raced: false, declared: false, uncertain: false };
  return agreement(experiment, seen);
}

/** Runs all of them with each program and prints what came of it. Returns the exit code. */
export async function runReported(
  experiments: readonly Experiment[],
  options: { readonly programs: readonly string[]; readonly parallel: number },
): Promise<number> {
  let wrong = 0;
  for (const keepalived of options.programs) {
    const tally = { runs: 0, agree: 0, raced: 0, uncertain: 0, slow: 0, wrong: 0 };
    const judged = await judge(experiments, { keepalived, parallel: options.parallel });
    for (const one of judged) {
      tally.runs++;
      if (isWrong(one)) tally.wrong++;
      else if (one.simulated.kind === 'slow') tally.slow++;
      else if (one.simulated.kind === 'uncertain' || one.predicted.some(({ kind }) => kind === 'uncertain'))
        tally.uncertain++;
      else tally.agree++;
      if (one.simulated.kind === 'agrees' && one.simulated.raced) tally.raced++;
      console.log(lineOf(one));
    }
    wrong += tally.wrong;
    console.log(`${await versionOf(keepalived)}: ${JSON.stringify(tally)}`);
  }
  return wrong === 0 ? 0 : 1;
}

/** One line: what happened, and where haconf says something else. */
export function lineOf(judged: Judged): string {
  const { experiment, seen, simulated, predicted } = judged;
  const changes = seen.holders.map(({ t, vip, holders }) => `${vip} ${holders.join('+') || '–'}@${t.toFixed(2)}`);
  const said = predicted.map(
    ({ kind, vip, when, predicted: by, seen: real }) =>
      `[${vip} ${when}: ${kind}${by === real ? ` ${real || '–'}` : ` said ${by || '–'}, is ${real || '–'}`}]`,
  );
  const word = isWrong(judged) ? 'WRONG    ' : simulated.kind.padEnd(9);
  const why = 'why' in simulated ? ` (${simulated.why})` : simulated.raced ? ' (as a race)' : '';
  return `${word} ${experiment.id} ${seen.version}${why} ${said.join(' ')} ${changes.join(' ')}`;
}
