// node guard.mjs JSON: starts a program in a process group of its own and ends all of it when standard input closes.
//
// Standard input closes whenever our parent ends, also when it is killed, so the group never outlives the parent:
// VS Code's extension host is a grandchild that survives the end of the server. `JSON` is
// { command, args, remove }; the folders in `remove` go when the group is gone (late writers would re-create them
// earlier). The environment is handed on, not part of `JSON`: everyone on the machine can read an argument.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/** How long the group has to end by itself, in ms. */
const patienceMs = 4000;

/** @type {{ command: string, args: string[], remove: string[] }} */
const { command, args, remove } = JSON.parse(process.argv[2] ?? '{}');
const parent = process.ppid;
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });

/** Signal 0 only asks whether anyone is left. @param {NodeJS.Signals | 0} signal */
function signalGroup(signal) {
  try {
    if (child.pid === undefined) return false;
    process.kill(-child.pid, signal);
    return true;
  } catch {
    return false;
  }
}

let ending = false;
async function end() {
  if (ending) return;
  ending = true;
  signalGroup('SIGTERM');
  for (const start = Date.now(); signalGroup(0); ) {
    if (Date.now() - start > patienceMs) signalGroup('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  for (const folder of remove) {
    // The browser of a parent that was killed may still be writing.
    if (process.ppid !== parent) await new Promise((resolve) => setTimeout(resolve, 2000));
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
// Our output pipes close with the parent; writing to them must not end us before the group is gone.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
child.once('exit', end);
child.once('error', (error) => {
  console.error(String(error));
  void end();
});
process.stdin.on('end', end).on('close', end).on('error', end).resume();
