import { inOneLine } from '#core/base/one-line.ts';
import { StepLimit } from '#core/failover/step-limit.ts';
import type { HolderEntry, TimelineEntry } from '#core/failover/timeline-entry.ts';
import { runScenario, type ScenarioRun } from '#core/workspace/simulate-scenario.ts';
import { type Args, type Usage, unknownValue } from '../args.ts';
import { readAny } from '../files.ts';
import { type Host, type Outcome, usageError } from '../host.ts';

export const simulateUsage: Usage = {
  name: 'simulate',
  operands: 'FILE.json',
  maxOperands: 1,
  summary: 'Predicts what keepalived does in a scenario: who holds each virtual IP, and when.',
  description: `FILE.json holds nodes with their configurations, events with their times, and when to end; docs/simulate.md
describes it. Times are seconds since the first event.
Exit 0: the scenario was run. 2: wrong usage, or a file that cannot be read or is no scenario.`,
  flags: { format: { value: 'text|json', help: 'how to print the timeline; by default text' } },
};

export function simulate(args: Args, host: Host): Outcome {
  const format = args.value('format') ?? 'text';
  if (format !== 'text' && format !== 'json') return usageError(unknownValue('--format', format, ['text', 'json']));
  const [file] = args.operands;
  if (file === undefined) return usageError('simulate needs the file of a scenario');
  const value = readJson(host, file);
  if ('error' in value) return usageError(`"${file}"${value.error}`);
  const limit = new StepLimit();
  const run = runScenario(value.json, limit);
  if ('error' in run) return usageError(`"${file}": ${run.error}`);
  if (limit.stoppedAt !== undefined) return usageError(`"${file}": ${tooMuch(run, limit)}`);
  const { id = file, timeline } = run;
  const text =
    format === 'json'
      ? `${JSON.stringify({ version: 1, id, timeline }, null, 2)}\n`
      : timelineText(inOneLine(timeline));
  return { exitCode: 0, stdout: text };
}

/** In which direction to make a scenario smaller. */
function tooMuch({ until }: ScenarioRun, { most, stoppedAt = 0 }: StepLimit): string {
  const steps = most.toLocaleString('en');
  return `the scenario takes more than ${steps} steps and was stopped at ${stoppedAt.toFixed(0)} s of ${until} s: let it end earlier ("until"), or leave out nodes, instances or events`;
}

/** The error is what is said behind the file's name. */
function readJson(host: Host, file: string): { readonly json: unknown } | { readonly error: string } {
  const read = readAny(host.cwd, file);
  if ('error' in read) return { error: `: it cannot be read: ${read.error}` };
  try {
    return { json: JSON.parse(read.text) as unknown };
  } catch (error) {
    return { error: ` is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function timelineText(timeline: readonly TimelineEntry[]): string {
  return timeline
    .map((entry) => {
      const what =
        'vip' in entry
          ? `${entry.vip} is on ${named(entry.holders)}${doubtText(entry)}${lateText(entry)}`
          : `${entry.node}: ${entry.instance} is ${entry.state}`;
      return `${entry.t.toFixed(3).padStart(9)} s  ${what}\n`;
    })
    .join('');
}

/** Behind an entry of which nobody can be sure: what else may be, and why. */
function doubtText({ race, holders, alternatives = [], between, why }: HolderEntry): string {
  if (race === undefined) return why === undefined ? '' : ` (not certain: ${why})`;
  const others = alternatives.filter((some) => some.join(' ') !== holders.join(' ')).map(named);
  const [from, to] = (between ?? []).map((t) => t.toFixed(3));
  const times = from === to ? '' : `, between ${from} s and ${to} s`;
  return ` (or on ${others.length > 0 ? others.join(', or on ') : 'it at another time'}${times}: ${why ?? 'a race'})`;
}

/** Behind an entry that a daemon could change by needing longer than usual to start. */
function lateText({ unless = [] }: HolderEntry): string {
  return unless
    .map(
      ({ node, laterBy, holders }) =>
        ` (unless ${node} starts ${Math.round(laterBy * 1000)} ms later: then on ${named(holders)})`,
    )
    .join('');
}

const named = (holders: readonly string[]): string => holders.join(' and ') || 'no node';
