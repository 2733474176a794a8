import { type Area, type Counts, count, type Failure } from '../area.ts';
import type { TextSource } from '../inputs/draw.ts';
import { describeTrial, type Step, smallerTrial, type TextTrial } from '../trial.ts';
import { fiveHundredFiles, restartWhileTyping } from './endurance.ts';
import { noiseKinds } from './noise.ts';
import { ServerProcess } from './server-process.ts';
import { runSession } from './session.ts';

/** A session with texts, or one of the long tasks. */
export type LspTrial = TextTrial | { readonly task: 'restart' | 'files' };

/** How often the long tasks come: at trial 3 and then every so many. */
const betweenTasks = 400;

/** The real server over stdio against a second one that has only read the final texts. */
export function lspArea(source: TextSource, program: string): Area<LspTrial> {
  const counts: Counts = new Map();
  let servers: readonly [ServerProcess, ServerProcess] | undefined;
  const started = async (): Promise<readonly [ServerProcess, ServerProcess]> => {
    if (servers?.every((server) => server.ended === undefined)) return servers;
    await stop();
    servers = [new ServerProcess(program), new ServerProcess(program)];
    for (const server of servers) await server.initialize();
    return servers;
  };
  const stop = async (): Promise<void> => {
    for (const server of servers ?? []) await server.kill();
    servers = undefined;
  };
  process.on('exit', () => {
    for (const server of servers ?? []) void server.kill();
  });
  return {
    name: 'lsp',
    counts,
    draw(dice, index) {
      if (index % betweenTasks === 3) return { task: 'restart' };
      if (index % betweenTasks === 4) return { task: 'files' };
      const trial = source.draw(dice);
      if (!dice.chance(0.2)) return trial;
      const noise = (): Step => {
        const { path } = trial.files.length > 0 ? dice.pick(trial.files) : { path: 'haproxy.cfg' };
        return { do: 'noise', kind: dice.pick(noiseKinds), path, seed: dice.between(0, 2 ** 31) };
      };
      return { ...trial, steps: trial.steps.flatMap((step) => (dice.chance(0.5) ? [noise(), step] : [step])) };
    },
    async run(trial): Promise<readonly Failure[]> {
      if ('task' in trial) {
        count(counts, 'tasks');
        return trial.task === 'restart' ? restartWhileTyping(program) : fiveHundredFiles(program);
      }
      count(counts, 'sessions');
      const [typing, fresh] = await started();
      const failures = await runSession(trial, typing, fresh, counts);
      // The next trial shall not depend on what this one left.
      if (failures.length > 0) await stop();
      return failures;
    },
    async shrink(trial, fails) {
      return 'task' in trial ? trial : smallerTrial(trial, (smaller) => fails(smaller));
    },
    describe: (trial) => ('task' in trial ? `the task "${trial.task}"\n` : describeTrial(trial)),
    end: stop,
  };
}
