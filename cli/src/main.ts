import { readInherited } from '#disk/read-input.ts';
import { maxFileBytes } from './file-problems.ts';
import { type Host, messageLines, type Outcome, usageError, usageExit } from './host.ts';
import { mayBeTerminal, write } from './output.ts';
import { internalError, run } from './run.ts';

const { env } = process;
const stdout = mayBeTerminal(1) ? process.stdout : undefined;
const stderr = mayBeTerminal(2) ? process.stderr : undefined;

const host: Host = {
  // Asked for when it is needed: help is there without it, too.
  get cwd() {
    return process.cwd();
  },
  columns: stdout?.isTTY ? stdout.columns : undefined,
  colour: stdout?.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
  progress: stderr?.isTTY === true && env['TERM'] !== 'dumb',
  readStdin: () => readInherited(0, maxFileBytes),
};

function runGuarded(): Outcome | 'running' {
  try {
    return run(process.argv.slice(2), host);
  } catch (error) {
    if (isLostFolder(error))
      return usageError('the current folder is gone or may not be looked at: change to another one');
    return internalError(error, env['HACONF_DEBUG'] === '1');
  }
}

/** Somebody removed the folder that the program was started in, or took away the right to it. */
function isLostFolder(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd';
}

/** The exit code, once everything is written. */
function finish({ stdout = '', stderr = '', exitCode }: Outcome): number {
  try {
    write(1, stdout);
    write(2, stderr);
    return exitCode;
  } catch (error) {
    write(2, messageLines([`cannot write the output: ${(error as Error).message}`]));
    return usageExit;
  }
}

const outcome = runGuarded();
// Ends at once: taking a large heap apart piece by piece costs more than many a check.
if (outcome !== 'running') process.exit(finish(outcome));
