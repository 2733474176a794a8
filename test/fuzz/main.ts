import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AreaName, type AreaOptions, areaNames, areaOf } from './areas.ts';
import { runArea } from './run-area.ts';
import { areaState, readState, type State, writeState } from './state.ts';
import { Supervisor } from './supervisor.ts';
import { type WorkerOptions, work } from './worker.ts';

const usage = `npm run fuzz -- [--minutes N] [--seed S] [--area ${areaNames.join('|')}] [--corpus FOLDER]… [--count N]
               [--state FILE] [--resume] [--out FOLDER]
npm run fuzz -- --area AREA --replay FILE.json
Attacks haconf with damaged files, edits and messages, and says what gave way.
--minutes N      how long, in all (default 5)
--seed S         trials are the same for the same seed, corpus and areas (default 1)
--area AREA      only this one; repeatable. By default all, one after the other
--corpus FOLDER  damage the files below it, too; repeatable
--count N        so many trials of each area at most
--from N         begin with this trial
--state FILE     keeps what was done (default: state.json in the folder of --out)
--resume         go on where the state ends
--out FOLDER     where failures are written (default .cache/fuzz)
--shrink S       seconds for making one failure small (default 30)
--replay FILE    run one trial again: trial.json or small.json of a failure
Exit 0: nothing was found. 1: something was. 2: wrong usage.
`;

/** Of the time; the rest of an area that has nothing to do goes to nobody. */
const shares: Readonly<Record<AreaName, number>> = { core: 0.4, lsp: 0.3, growth: 0.1, secrets: 0.1, files: 0.1 };

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      area: { type: 'string', multiple: true, default: [] },
      corpus: { type: 'string', multiple: true, default: [] },
      count: { type: 'string', default: '1000000000' },
      from: { type: 'string' },
      state: { type: 'string' },
      resume: { type: 'boolean', default: false },
      out: { type: 'string', default: '.cache/fuzz' },
      shrink: { type: 'string', default: '30' },
      replay: { type: 'string' },
      help: { type: 'boolean', default: false },
      worker: { type: 'string' },
    },
  });
  if (values.worker !== undefined) {
    work(JSON.parse(values.worker) as WorkerOptions);
    return 0;
  }
  const numbers = [values.minutes, values.seed, values.count, values.from ?? '0', values.shrink].map(Number);
  const [minutes, seed, count, from, shrink] = numbers as [number, number, number, number, number];
  const areas = areaNames.filter((name) => values.area.length === 0 || values.area.includes(name));
  const known = values.area.every((name) => areaNames.includes(name as AreaName));
  const missing = values.corpus.filter((folder) => !existsSync(folder));
  if (values.help || !known || missing.length > 0 || numbers.some((number) => !(number >= 0))) {
    process.stderr.write(missing.length > 0 ? `there is no folder ${missing.join(', ')}\n` : usage);
    return values.help ? 0 : 2;
  }
  const options: AreaOptions = {
    corpus: values.corpus,
    program: join('dist', 'cli.js'),
    constructs: (process.env['HACONF_FUZZ_CONSTRUCTS'] ?? '').split(':').filter(Boolean),
  };
  if (values.replay !== undefined) return replay(areas[0] ?? 'core', values.replay, options);

  mkdirSync(values.out, { recursive: true });
  const stateFile = values.state ?? join(values.out, 'state.json');
  const before = values.resume ? readState(stateFile) : undefined;
  const state: State = before ?? { seed, areas: {} };
  const all = areas.reduce((sum, name) => sum + shares[name], 0);
  for (const name of areas) {
    const own = areaState(state, name);
    if (values.from !== undefined) own.next = from;
    const supervisor = new Supervisor(process.argv[1] ?? '', { ...options, area: name, seed: state.seed });
    let written = performance.now();
    await runArea(areaOf(name, options), supervisor, own, {
      seed: state.seed,
      folder: values.out,
      stop: { at: performance.now() + (minutes * 60_000 * shares[name]) / all, after: count },
      shrinkMs: shrink * 1000,
      say: (line) => console.log(line),
      step: () => {
        if (performance.now() - written < 5000) return;
        written = performance.now();
        writeState(stateFile, state);
      },
    });
    await supervisor.end();
    writeState(stateFile, state);
    console.log(summary(name, state));
  }
  return conclude(state);
}

/** Says of each area what was done: `core: 1200 trials, 5000 texts, …; peak memory 210 MB; 0 faults`. */
function summary(name: string, state: State): string {
  const { next, counts, peakRss, alive, failures } = areaState(state, name);
  const done = Object.entries(counts).map(([what, many]) => `${many} ${what}`);
  const mega = (bytes: number | undefined): number => Math.round((bytes ?? 0) / 2 ** 20);
  const memory = `peak memory ${mega(peakRss)} MB${alive.length > 0 ? `, alive at last ${mega(alive.at(-1))} MB` : ''}`;
  return `${name}: ${[`${next} trials`, ...done].join(', ')}; ${memory}; ${Object.keys(failures).length} faults`;
}

function conclude(state: State): number {
  const names = Object.values(state.areas).flatMap(({ failures }) => Object.keys(failures));
  console.log(names.length === 0 ? 'nothing was found' : `${names.length} faults: ${[...new Set(names)].join(', ')}`);
  return names.length === 0 ? 0 : 1;
}

async function replay(name: AreaName, file: string, options: AreaOptions): Promise<number> {
  const supervisor = new Supervisor(process.argv[1] ?? '', { ...options, area: name, seed: 0 });
  const trial: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const { failures } = await supervisor.run({ do: 'trial', trial }, { cpuMs: 120_000, wallMs: 600_000 });
  await supervisor.end();
  for (const { oracle, key, detail } of failures) console.log(`${oracle}: ${key}\n${detail}\n`);
  console.log(failures.length === 0 ? 'nothing was found' : `${failures.length} faults`);
  return failures.length === 0 ? 0 : 1;
}

process.exitCode = await main();
