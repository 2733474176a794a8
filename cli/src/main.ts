import { readFileSync } from 'node:fs';
import { type Host, type Outcome, usageExit } from './host.ts';
import { mayBeTerminal, write } from './output.ts';
import { internalError, run } from './run.ts';

const { env } = process;
const stdout = mayBeTerminal(1) ? process.stdout : undefined;
const stderr = mayBeTerminal(2) ? process.stderr : undefined;

const host: Host = {
  cwd: process.cwd(),
  columns: stdout?.isTTY ? stdout.columns : undefined,
  colour: stdout?.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
  progress: stderr?.isTTY === true && env['TERM'] !== 'dumb',
  readStdin: () => readFileSync(0),
};

function runGuarded(): Outcome | 'running' {
  try {
    return run(process.argv.slice(2), host);
  } catch (error) {
    return internalError(error, env['HACONF_DEBUG'] === '1');
  }
}

/** The exit code, once everything is written. */
function finish({ stdout = '', stderr = '', exitCode }: Outcome): number {
  try {
    write(1, stdout);
    write(2, stderr);
    return exitCode;
  } catch (error) {
    write(2, `haconf: cannot write the output: ${(error as Error).message}\n`);
    return usageExit;
  }
}

const outcome = runGuarded();
// Ends at once: taking a large heap apart piece by piece costs more than many a check.
if (outcome !== 'running') process.exit(finish(outcome));
