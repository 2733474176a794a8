// Makes the suite one CommonJS file: VS Code loads it with `require`, and knows nothing of TypeScript.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Marks the lines of the suite among all that an extension host prints; suite/runner.ts writes it. */
export const linePrefix = '[haconf-test] ';

/**
 * @param {{ entry?: string, outfile?: string }} [options]
 * @returns {Promise<string>} the bundle's path
 */
export async function bundleSuite({
  entry = join(root, 'test', 'vscode', 'suite', 'index.ts'),
  outfile = join(root, '.cache', 'vscode-tests', 'index.cjs'),
} = {}) {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    define: { HACONF_LINE_PREFIX: JSON.stringify(linePrefix) },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
