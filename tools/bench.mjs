// npm run bench: how long things take, beside what they are compared with. `npm run bench -- start` stops after the
// cold start of the program beside that of Node itself, and fails when that takes too much longer.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { printEditing } from './bench-editing.mjs';
import { ensureBuilt, root } from './setup.mjs';

const runs = 31;
/** How many times as long as `node -e 0` a check of a small pair may take. */
const limit = 2.5;

const cli = join(root, 'dist', 'cli.js');
const programs = [
  { name: 'node -e 0', args: ['-e', '0'], times: [0] },
  { name: 'haconf --version', args: [cli, '--version'], times: [0] },
  { name: 'haconf check examples/pair', args: [cli, 'check', 'examples/pair'], times: [0] },
  { name: 'haconf failover examples/pair', args: [cli, 'failover', 'examples/pair'], times: [0] },
];

/** Milliseconds from start to end. @param {readonly string[]} args */
function measure(args) {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'ignore' });
  if (status !== 0) throw new Error(`"node ${args.join(' ')}" ended with ${status}`);
  return performance.now() - start;
}

/** @param {readonly number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

await ensureBuilt();
for (const program of programs) {
  // The first start reads the files from the disk.
  measure(program.args);
  program.times = [];
}
// In turns, so that whatever else the machine does meets all of them alike.
for (let i = 0; i < runs; i++) for (const program of programs) program.times.push(measure(program.args));

const [node, , check] = programs.map((program) => median(program.times));
for (const { name, times } of programs) {
  const ratio = median(times) / (node ?? Number.NaN);
  console.log(`${name.padEnd(32)} ${median(times).toFixed(1).padStart(7)} ms  ${ratio.toFixed(2)} ×`);
}
const ratio = (check ?? Number.NaN) / (node ?? Number.NaN);
console.log(`median of ${runs} runs; limit for check: ${limit} ×`);
process.exitCode = ratio < limit ? 0 : 1;

/** Tables of how times grow; they come from scripts that have to be bundled. */
async function printGrowth() {
  const folder = mkdtempSync(join(tmpdir(), 'haconf-bench-'));
  try {
    const outdir = folder;
    const entryPoints = { growth: 'test/failover/growth.ts', many: 'test/cluster/many.ts' };
    const outExtension = { '.js': '.mjs' };
    await build({
      absWorkingDir: root,
      entryPoints,
      outdir,
      outExtension,
      bundle: true,
      platform: 'node',
      format: 'esm',
    });
    /** @type {{ manyClustersTable(): string[] }} */
    const { manyClustersTable } = await import(pathToFileURL(join(folder, 'many.mjs')).href);
    console.log(`\nmany clusters in one workspace\n${manyClustersTable().join('\n')}`);
    /** @type {{ growthTable(): string[] }} */
    const { growthTable } = await import(pathToFileURL(join(folder, 'growth.mjs')).href);
    console.log(`\nexploring failures and recoveries\n${growthTable().join('\n')}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[2] !== 'start') {
  await printGrowth();
  await printEditing();
}
