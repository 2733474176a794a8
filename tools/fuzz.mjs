// npm run fuzz [-- FLAGS]: attacks haconf with damaged files, edits and messages; "--help" lists the flags.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { ensureBuilt, ensureInstalled, root, run } from './setup.mjs';

await ensureInstalled();
await ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'haconf-fuzz-'));
try {
  const growth = join(root, 'test/growth');
  const constructs = (existsSync(growth) ? readdirSync(growth, { withFileTypes: true }) : [])
    .filter((entry) => entry.isFile() && entry.name.endsWith('-constructs.ts'))
    .map((entry) => entry.name);
  await build({
    absWorkingDir: root,
    entryPoints: ['test/fuzz/main.ts', ...constructs.map((name) => `test/growth/${name}`)],
    outdir: folder,
    outbase: 'test',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    // A stack in a report is to be read.
    keepNames: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
    // Some packages are CommonJS.
    banner: { js: "import { createRequire as make } from 'node:module'; const require = make(import.meta.url);" },
  });
  const modules = constructs.map((name) => join(folder, 'growth', basename(name).replace(/[.]ts$/, '.mjs')));
  process.exitCode = await run(process.execPath, [join(folder, 'fuzz/main.mjs'), ...process.argv.slice(2)], {
    env: { ...process.env, HACONF_FUZZ_CONSTRUCTS: modules.join(':') },
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
