import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type RunResult, run } from '../../support/run.ts';
import { type Area, type Counts, count, type Failure } from '../area.ts';
import { ServerProcess } from '../lsp/server-process.ts';
import { fewerItems } from '../shrink.ts';
import { cpuOf } from '../supervisor.ts';
import { drawEntries, type Entry, makeEntries } from './odd-folder.ts';

export type FilesTrial =
  | { readonly entries: readonly Entry[]; readonly args: readonly string[] }
  | { readonly entries: readonly Entry[]; readonly server: true }
  /** `--fix` is killed after so many ms. */
  | { readonly killAfterMs: number };

const commands: readonly (readonly string[])[] = [
  ['check', '.'],
  ['check', '--format', 'json', '.'],
  ['check', '--hints', '.'],
  ['failover', '.'],
  ['failover', '--format', 'markdown', '.'],
  ['failover', '--format', 'json', '.'],
  ['diff', '.'],
  ['topology', '.'],
  ['topology', '--format', 'mermaid', '.'],
  ['topology', '--format', 'markdown', '.'],
  ['topology', '--format', 'html', '.'],
  ['init', '--print', '.'],
  ['check', '--fix', '.'],
];

/** What takes so long by the clock hangs, on a busy machine, too. */
const limitMs = 120_000;
/** And so does what takes so much CPU, in ms. */
const limitCpuMs = 25_000;
/** A server that takes more than that for a few files reads what it should not. */
const mostBytes = 500 * 2 ** 20;

/** Folders with things in them that are no configurations, through the real programs. */
export function filesArea(program: string): Area<FilesTrial> {
  const counts: Counts = new Map();
  const cli = resolve(program);
  return {
    name: 'files',
    counts,
    draw(dice) {
      const kind = dice.between(0, 9);
      if (kind === 0) return { killAfterMs: dice.between(0, 400) };
      const entries = drawEntries(dice);
      return kind < 4 ? { entries, server: true } : { entries, args: dice.pick(commands) };
    },
    async run(trial) {
      const folder = mkdtempSync(join(tmpdir(), 'haconf-fuzz-'));
      try {
        if ('killAfterMs' in trial) {
          count(counts, 'kills');
          return await killedFix(cli, folder, trial.killAfterMs);
        }
        makeEntries(folder, trial.entries);
        count(counts, 'server' in trial ? 'servers' : 'commands');
        return 'server' in trial
          ? await serverIn(cli, folder)
          : judged(trial.args, await run(process.execPath, [cli, ...trial.args], { cwd: folder, timeoutMs: limitMs }));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    async shrink(trial, fails) {
      if (!('entries' in trial)) return trial;
      const entries = await fewerItems(trial.entries, (some) => fails({ ...trial, entries: some }));
      return { ...trial, entries };
    },
    describe: (trial) => `${JSON.stringify(trial, null, 1)}\n`,
    async end() {},
  };
}

function judged(args: readonly string[], { exitCode, stdout, stderr, timedOut }: RunResult): Failure[] {
  const what = args.join(' ');
  const said = `${stderr}${stdout}`;
  const failures: Failure[] = [];
  if (timedOut) return [{ oracle: 'hang', key: what, detail: `no end after ${limitMs / 1000} s` }];
  if (exitCode === null || exitCode > 2) {
    const [line = ''] = /^haconf: internal error.*$/m.exec(stderr) ?? [];
    failures.push({
      oracle: 'exit',
      key: `${exitCode} ${line.slice(0, 80)}`,
      detail: `${what}: ${said.slice(0, 2000)}`,
    });
  }
  const [mistake] = /^haconf: .*this is a mistake in haconf.*$/im.exec(stderr) ?? [];
  if (mistake)
    failures.push({ oracle: 'throw', key: mistake.replace(/\(.*|"[^"]*"/g, ''), detail: `${what}: ${mistake}` });
  if (/^\s+at .*[:(]\d+:\d+\)?$/m.test(stderr))
    failures.push({ oracle: 'stack', key: what, detail: stderr.slice(0, 2000) });
  // A page holds a script with whatever it needs.
  const control = what.includes('html') ? -1 : [...said].findIndex(isControl);
  if (control >= 0) {
    const around = JSON.stringify([...said].slice(Math.max(0, control - 80), control + 20).join(''));
    failures.push({ oracle: 'escape', key: what, detail: `${what} writes a control character: ${around}` });
  }
  return failures;
}

/** C0 but for tabs and line feeds, DEL, C1, line and paragraph separators, and what turns the direction of writing. */
function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code !== 9 && code !== 10;
  if (code < 0xa0) return code >= 0x7f;
  return (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/** The server loads the folder, answers, and stays small. */
async function serverIn(cli: string, folder: string): Promise<Failure[]> {
  const server = new ServerProcess(cli);
  const end = performance.now() + limitMs;
  const limit = setInterval(() => {
    if (performance.now() > end || cpuOf(server.pid) > limitCpuMs) void server.kill();
  }, 200);
  try {
    await server.initialize(pathToFileURL(folder).href);
    const reply = await server.request('haconf/clusters');
    const bytes = server.rss();
    const failures: Failure[] = [];
    if (!('result' in reply)) {
      const hung = server.ended === 'SIGKILL';
      const detail = hung
        ? `not loaded after ${limitCpuMs / 1000} s of CPU or ${limitMs / 1000} s`
        : `ended with ${server.ended}: ${server.said}`;
      failures.push({ oracle: hung ? 'hang' : 'death', key: 'server', detail });
    }
    if (bytes > mostBytes) {
      failures.push({ oracle: 'memory', key: 'server', detail: `the server takes ${Math.round(bytes / 2 ** 20)} MB` });
    }
    return failures;
  } finally {
    clearInterval(limit);
    await server.kill();
  }
}

const broken = `frontend f
    bind :80
    default_backend b
backend b
    server s 10.0.0.1:80`;

/** Whenever `--fix` is killed, each file holds what it held before or what it was to hold. */
async function killedFix(cli: string, folder: string, killAfterMs: number): Promise<Failure[]> {
  const paths = ['lb1/haproxy.cfg', 'lb2/haproxy.cfg', 'lb3/haproxy.cfg'];
  const fill = (place: string): void => {
    for (const path of paths) {
      mkdirSync(dirname(join(place, path)), { recursive: true });
      // A long one: half of it would be seen.
      writeFileSync(join(place, path), `${'# a comment\n'.repeat(20_000)}${broken}`);
    }
  };
  const read = (place: string): string[] => paths.map((path) => readFileSync(join(place, path), 'utf8'));
  const [whole, killed] = [join(folder, 'whole'), join(folder, 'killed')];
  fill(whole);
  fill(killed);
  const before = read(killed);
  await run(process.execPath, [cli, 'check', '--fix', '.'], { cwd: whole, timeoutMs: limitMs });
  await run(process.execPath, [cli, 'check', '--fix', '.'], { cwd: killed, timeoutMs: killAfterMs });
  const after = read(whole);
  if (after.every((text, index) => text === before[index])) {
    return [{ oracle: 'fix', key: 'nothing fixed', detail: 'this trial is of no use: there was nothing to fix' }];
  }
  return read(killed).flatMap((text, index): Failure[] =>
    text === before[index] || text === after[index]
      ? []
      : [{ oracle: 'fix', key: 'half written', detail: `${paths[index]} holds ${text.length} characters` }],
  );
}
