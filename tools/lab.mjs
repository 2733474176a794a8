// npm run lab [-- FLAGS]: random scenarios against real keepalived daemons; "--help" lists the flags.
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureInstalled, root, run } from './setup.mjs';

await ensureInstalled();
const folder = mkdtempSync(join(tmpdir(), 'haconf-lab-'));
try {
  const program = join(folder, 'lab.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/lab/random/main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
  });
  try {
    // Daemons that keep time must not wait behind a build.
    setPriority(constants.priority.PRIORITY_HIGH);
  } catch {
    // Only root may.
  }
  process.exitCode = await run(process.execPath, [program, ...process.argv.slice(2)]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
