// npm run check: types, then format and lint, then who imports whom. Runs all of them, and fails when one does.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, run } from './setup.mjs';

/** Folders whose imports the layering covers. */
const layered = ['core', 'disk', 'server', 'cli', 'client', 'webview'].map((project) => `${project}/src`);

const steps = [
  { name: 'types (tsc -b)', program: 'typescript/bin/tsc', args: ['-b'] },
  { name: 'format and lint (biome check)', program: '@biomejs/biome/bin/biome', args: ['check', '.'] },
  {
    name: 'layering (dependency-cruiser)',
    program: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: [
      '--config',
      '.dependency-cruiser.mjs',
      ...layered.filter((folder) => readdirSync(join(root, folder)).length > 0),
    ],
  },
];

/** Runs every step. @returns {Promise<readonly string[]>} the names of those that failed */
export async function check() {
  const failed = [];
  for (const { name, program, args } of steps) {
    console.log(`\n== ${name}`);
    if ((await run(process.execPath, [join(root, 'node_modules', program), ...args])) !== 0) failed.push(name);
  }
  console.log(failed.length === 0 ? '\nall checks passed' : `\nfailed: ${failed.join(', ')}`);
  return failed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = (await check()).length === 0 ? 0 : 1;
}
