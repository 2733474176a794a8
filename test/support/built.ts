import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';
import { bundles, writeFixedFiles } from '../../tools/bundle.mjs';
import { type RunOptions, type RunResult, run } from './run.ts';

/** The root of the checkout. */
export const root: string = join(import.meta.dirname, '..', '..');

/** The program as users get it, built from the sources as they are. */
export interface BuiltProgram {
  /** Path of `cli.js`. Known once the tests run. */
  readonly cli: string;
  /** Runs `haconf` to its end, in the root of the checkout unless `cwd` says otherwise. */
  haconf(args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

/**
 * Builds the program, the language server and the page before the tests of a file, into a folder that is removed after them.
 *
 * It has the layout of the package and is independent of `dist/`: tests of several files may run at once, and none
 * sees a stale build.
 */
export function useBuiltProgram(): BuiltProgram {
  let folder = '';
  beforeAll(async () => {
    mkdirSync(join(root, '.cache'), { recursive: true });
    folder = mkdtempSync(join(root, '.cache', 'built-'));
    const dist = join(folder, 'dist');
    mkdirSync(dist);
    copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
    writeFixedFiles(dist);
    cpSync(join(root, 'core/src/lint/rules'), join(dist, 'rules'), {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
    const files = ['cli', 'program', 'load', 'server.browser', 'preview'].map((name) => `dist/${name}.js`);
    const wanted = bundles.filter(({ outfile = '' }) => files.includes(outfile));
    await Promise.all(
      wanted.map((options) =>
        build({ ...options, outfile: join(folder, options.outfile ?? ''), sourcemap: false, logLevel: 'silent' }),
      ),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    get cli() {
      return join(folder, 'dist', 'cli.js');
    },
    haconf: (args, options = {}) =>
      run(process.execPath, [join(folder, 'dist', 'cli.js'), ...args], { cwd: root, ...options }),
  };
}
