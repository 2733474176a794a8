import { readFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/**
 * Loads a bundle of `dist/` like `require` does, without compiling it where the build left the compiled code beside it:
 * compiling a megabyte is most of what a short run costs. The engine refuses code of another release of itself, and
 * then compiles as always.
 *
 * `folder` is that of the bundle. Returns the script, from which `tools/compile.mjs` takes the compiled code.
 */
export function load(folder: string, bundle: string): Script {
  const filename = join(folder, bundle);
  const source = readFileSync(filename, 'latin1');
  const compiled = compiledCode(folder, source);
  const script = new Script(wrap(source), { filename, ...(compiled && { cachedData: compiled }) });
  const module = { exports: {} };
  script.runInThisContext().call(module.exports, module.exports, createRequire(filename), module, filename, folder);
  return script;
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
