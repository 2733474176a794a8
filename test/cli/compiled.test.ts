import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { useBuiltProgram } from '../support/built.ts';

describe('compiled code beside a bundle', () => {
  const built = useBuiltProgram();

  it('is taken where the bundle names it, and left where it is of no use', async () => {
    const dist = dirname(built.cli);
    const { load } = createRequire(import.meta.url)(join(dist, 'load.js')) as {
      load(folder: string, bundle: string, watch: (script: Script) => void): void;
    };
    const loaded = (): Script => {
      let made: Script | undefined;
      load(dist, 'answer.js', (script) => {
        made = script;
      });
      if (!made) throw new Error('nobody was given the script');
      return made;
    };
    const bundle = join(dist, 'answer.js');
    writeFileSync(bundle, 'globalThis.haconfAnswer = () => 42;\n');
    expect(loaded().cachedDataRejected).toBeUndefined();

    appendFileSync(bundle, '// compiled: answer\n');
    mkdirSync(join(dist, 'compiled'));
    writeFileSync(join(dist, 'compiled', 'answer'), loaded().createCachedData());
    expect(loaded().cachedDataRejected).toBe(false);

    writeFileSync(join(dist, 'compiled', 'answer'), 'of another engine');
    expect((globalThis as { haconfAnswer?: () => number }).haconfAnswer?.()).toBe(42);

    // In a process of its own: this one's engine still knows what it has compiled.
    appendFileSync(join(dist, 'program.js'), '// compiled: answer\n');
    const { exitCode, stdout } = await built.haconf(['--version']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^haconf \d/);
  });
});
