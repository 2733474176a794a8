import { readFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/**
 * Loads a bundle of `dist/` like `require` does, without compiling it where the build left the compiled code beside it:
 * compiling a megabyte is most of what a short run costs. The engine refuses code of another release of itself, and
 * then compiles as always.
 *
 * `folder` is that of the bundle. `watch` is given the script before it runs: `tools/compile.mjs` takes the compiled code
 * from it at the end. Nothing is tuned then, because the engine marks code with its flags and takes it only at a start
 * with the same.
 */
export function load(folder: string, bundle: string, watch?: (script: Script) => void): void {
  const filename = join(folder, bundle);
  const source = readFileSync(filename, 'latin1');
  const compiled = compiledCode(folder, source);
  const script = new Script(wrap(source), { filename, ...(compiled && { cachedData: compiled }) });
  if (watch) watch(script);
  else tune(bundle);
  const module = { exports: {} };
  script.runInThisContext().call(module.exports, module.exports, createRequire(filename), module, filename, folder);
}

/**
 * A server lives beside an editor for days, and need not let the heap grow to several times of what is alive before old
 * objects are looked for; measured as said in docs/decisions/0004-compiled-code.md. Engines up to that of Node 24 know
 * the flag; another would complain on standard error.
 */
function tune(bundle: string): void {
  if (bundle !== 'server.browser.js' || !/^1[1-3]\./.test(process.versions.v8)) return;
  // Loaded here only: it brings all streams along, which a short run of the command line does not need.
  const v8: typeof import('node:v8') = createRequire(__filename)('node:v8');
  v8.setFlagsFromString('--heap-growing-percent=30');
}

/**
 * The build writes the name of the compiled code at a bundle's end. It is that of the bundle's content: the engine
 * itself looks at nothing but the length of a source, so another bundle must never find this code.
 */
const nameOfCompiled = /\/\/ compiled: ([\w.-]+)\n$/;

function compiledCode(folder: string, source: string): Buffer | undefined {
  const [, name] = nameOfCompiled.exec(source.slice(-100)) ?? [];
  if (name === undefined) return undefined;
  try {
    return readFileSync(join(folder, 'compiled', name));
  } catch {
    // Packages leave it out: it is good for one release of Node only.
    return undefined;
  }
}

/** The folder that this bundle is in, as `load` takes it. */
export const here: string = dirname(__filename);
