import { readFileSync } from 'node:fs';
import type { Host, Outcome } from './host.ts';
import { internalError, run } from './run.ts';

const { env, stdout, stderr } = process;

const host: Host = {
  cwd: process.cwd(),
  columns: stdout.isTTY ? stdout.columns : undefined,
  colour: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
  progress: stderr.isTTY === true && env['TERM'] !== 'dumb',
  readStdin: () => readFileSync(0),
};

function runGuarded(): Outcome | 'running' {
  try {
    return run(process.argv.slice(2), host);
  } catch (error) {
    return internalError(error, env['HACONF_DEBUG'] === '1');
  }
}

/** A reader that has seen enough (`| head`) is no error. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

const outcome = runGuarded();
if (outcome !== 'running') {
  process.exitCode = outcome.exitCode;
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  // Ends at once when everything is written: taking a large heap apart piece by piece costs more than many a check.
  stdout.write(outcome.stdout ?? '', () => stderr.write(outcome.stderr ?? '', () => process.exit()));
}
