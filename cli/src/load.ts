import { readFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

/**
 * Loads a bundle of `dist/` like `require` does, without compiling it where the build left the compiled code beside it:
 * compiling a megabyte is most of what a short run costs. The engine refuses code of another release of itself, and
 * then compiles as always.
 *
 * `folder` is that of the bundle. Returns the script, from which `tools/compile.mjs` takes the compiled code; it asks
 * for one that is not `tuned`, because the engine marks code with its flags and takes it only at a start with the same.
 */
export function load(folder: string, bundle: string, tuned = true): Script {
  const filename = join(folder, bundle);
  const source = readFileSync(filename, 'latin1');
  const compiled = compiledCode(folder, source);
  const script = new Script(wrap(source), { filename, ...(compiled && { cachedData: compiled }) });
  if (tuned) tune(bundle);
  const module = { exports: {} };
  script.runInThisContext().call(module.exports, module.exports, createRequire(filename), module, filename, folder);
  return script;
}

/**
 * What the engine is told for a bundle; measured as said in docs/decisions/0004-compiled-code.md. The command line ends
 * before much optimising pays; a server lives beside an editor for days, and need not let the heap grow to several times
 * of what is alive before old objects are looked for.
 */
const tuning: Readonly<Record<string, Tuning>> = {
  'program.js': { flag: '--interrupt-budget=500000', engines: /^11\./ },
  'server.browser.js': { flag: '--heap-growing-percent=30', engines: /^1[1-3]\./ },
};

interface Tuning {
  readonly flag: string;
  /** Those that know the flag, tried with Node 20 and 24: any other would complain on standard error. */
  readonly engines: RegExp;
}

function tune(bundle: string): void {
  const known = tuning[bundle];
  if (known?.engines.test(process.versions.v8)) setFlagsFromString(known.flag);
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
