import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { failureLine, failureOf } from '#core/base/failure.ts';
import { type Args, columns, commandHelp, readArgs, suggestion, type Usage } from './args.ts';
import { check, checkUsage } from './commands/check.ts';
import { diff, diffUsage } from './commands/diff.ts';
import { explain, explainUsage } from './commands/explain.ts';
import { failover, failoverUsage } from './commands/failover.ts';
import { init, initUsage } from './commands/init.ts';
import { lsp, lspUsage } from './commands/lsp.ts';
import { simulate, simulateUsage } from './commands/simulate.ts';
import { topology, topologyUsage } from './commands/topology.ts';
import { type Host, messageLines, type Outcome, usageError, usageExit } from './host.ts';
import { programFolder } from './program-folder.ts';

interface Command {
  readonly usage: Usage;
  run(args: Args, host: Host): Outcome | 'running';
}

const commands: readonly Command[] = [
  { usage: checkUsage, run: check },
  { usage: failoverUsage, run: failover },
  { usage: diffUsage, run: diff },
  { usage: initUsage, run: init },
  { usage: simulateUsage, run: simulate },
  { usage: topologyUsage, run: topology },
  { usage: explainUsage, run: explain },
  { usage: lspUsage, run: lsp },
];

/** Runs the command line; `running` when the command goes on after this returns. */
export function run(words: readonly string[], host: Host): Outcome | 'running' {
  const [name, ...rest] = words;
  if (name === undefined) return { exitCode: usageExit, stderr: help() };
  if (name === '--help' || name === '-h') return { exitCode: 0, stdout: help() };
  if (name === '--version') return { exitCode: 0, stdout: `haconf ${version()}\n` };
  const command = commands.find((candidate) => candidate.usage.name === name);
  if (!command) return unknownCommand(name, host);
  const args = readArgs(command.usage, rest);
  if ('error' in args) return usageError(args.error);
  if (args.has('help')) return { exitCode: 0, stdout: commandHelp(command.usage) };
  return command.run(args, host);
}

/** A mistake of ours, as one line for its user: what failed and where in haconf, without the error's own text, which may quote a file. */
export function internalError(error: unknown, debug: boolean): Outcome {
  const failure = failureOf('the command', error);
  const stack = debug ? `${failure.stack}\n` : '';
  const said = `internal error: ${failureLine(failure)}. This is a mistake in haconf: please report it with the command and, where you may, the files.`;
  return { exitCode: 70, stderr: `${messageLines([said])}${stack}` };
}

function help(): string {
  const rows = commands.map(({ usage }): [string, string] => [`${usage.name} ${usage.operands}`, usage.summary]);
  return `Usage: haconf COMMAND [FLAGS] [PATH…]

Checks haproxy.cfg and keepalived.conf of paired nodes and predicts which node holds each virtual IP.

Commands:
${columns(rows)}

Flags:
${columns([
  ['--help', 'print this help; after a command, its own'],
  ['--version', 'print the version'],
])}
`;
}

function unknownCommand(name: string, host: Host): Outcome {
  if (name.startsWith('-')) {
    const hint = suggestion(name, ['--help', '--version']) || '; "haconf --help" lists the known ones';
    return usageError(`unknown flag "${name}"${hint}`);
  }
  const names = commands.map(({ usage }) => usage.name);
  const hint = existsSync(resolve(host.cwd, name))
    ? `; did you mean "haconf check ${name}"?`
    : suggestion(name, names) || `: known are ${names.join(', ')}`;
  return usageError(`unknown command "${name}"${hint}`);
}

/** Stands in the package's manifest, which is one folder above the program wherever it is installed. */
function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(programFolder, '..', 'package.json'), 'utf8'));
  return manifest && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : 'unknown';
}
