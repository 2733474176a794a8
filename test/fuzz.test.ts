import { describe, expect, test } from 'vitest';
import { type Change, Workspace } from '#core/workspace/workspace.ts';
import { type Area, type Failure, thrown } from './fuzz/area.ts';
import { coreArea, realSubject, type Subject } from './fuzz/core/core-area.ts';
import type { Question } from './fuzz/core/questions.ts';
import { textSource } from './fuzz/inputs/draw.ts';
import { ownGroups } from './fuzz/inputs/samples.ts';
import { lspArea } from './fuzz/lsp/lsp-area.ts';
import { secretsArea } from './fuzz/secrets/secrets-area.ts';
import { shorterText } from './fuzz/shrink.ts';
import { memoryGrows } from './fuzz/state.ts';
import { afterStep, type TextTrial } from './fuzz/trial.ts';
import { diceFor } from './fuzz/worker.ts';
import { useBuiltProgram } from './support/built.ts';

// `npm run fuzz` goes on for as long as one likes; these are always the same trials.

const source = textSource(ownGroups());

/** The failures of some trials of a seed, as a person reads them. */
async function failuresOf<Trial>(area: Area<Trial>, count: number, seed = 1): Promise<string[]> {
  const found: string[] = [];
  const known = new Set<string>();
  for (let index = 0; index < count; index++) {
    const trial = area.draw(diceFor(seed, index), index);
    for (const failure of await area.run(trial)) {
      if (known.size === known.add(`${failure.oracle} ${failure.key}`).size) continue;
      found.push(`trial ${index}: ${failure.oracle}: ${failure.key}: ${failure.detail.slice(0, 600)}`);
    }
  }
  await area.end();
  return found;
}

describe('haconf holds', () => {
  test('damaged texts and edits: nothing throws, hangs or differs from a fresh reading', {
    timeout: 120_000,
  }, async () => {
    expect(await failuresOf(coreArea(source), 80)).toEqual([]);
  });

  test('secrets in damaged files are in no output', { timeout: 60_000 }, async () => {
    expect(await failuresOf(secretsArea(source), 25)).toEqual([]);
  });

  describe('the server', () => {
    const built = useBuiltProgram();

    test('sessions with edits, questions and noise: all is as if the last texts had been opened', {
      timeout: 120_000,
    }, async () => {
      const area = lspArea(source, built.cli);
      // Without the long tasks.
      const sessions: typeof area = { ...area, draw: (...[dice]) => area.draw(dice, 5) };
      expect(await failuresOf(sessions, 25)).toEqual([]);
    });
  });
});

/** The first failure of an area that has a planted fault, and the trial made small. */
async function caught<Trial>(area: Area<Trial>, oracle: string): Promise<{ failure: Failure; small: Trial }> {
  for (let index = 0; index < 400; index++) {
    const trial = area.draw(diceFor(7, index), index);
    const failure = (await area.run(trial)).find((one) => one.oracle === oracle);
    if (!failure) continue;
    const fails = async (smaller: Trial): Promise<boolean> =>
      (await area.run(smaller)).some(({ oracle, key }) => oracle === failure.oracle && key === failure.key);
    return { failure, small: await area.shrink(trial, fails) };
  }
  throw new Error(`no trial showed the planted fault to the oracle "${oracle}"`);
}

/** Few questions, so that a search is quick. */
const few = realSubject.questions.filter(({ id }) => ['findings', 'names', 'outline'].includes(id));

const linesOf = ({ files, steps }: TextTrial): number =>
  steps.length + files.reduce((sum, { text }) => sum + text.split('\n').length, 0);

describe('the fuzzer finds and shrinks a planted fault:', () => {
  test('an answer that throws at a word', { timeout: 60_000 }, async () => {
    const throwing: Question = {
      id: 'findings',
      of: 'file',
      ask({ snapshot, path }) {
        if (/^ +option /m.test(snapshot.files.get(path)?.text ?? '')) throw new TypeError('planted');
        return null;
      },
    };
    const { failure, small } = await caught(coreArea(source, { ...realSubject, questions: [throwing] }), 'throw');
    expect(failure.detail).toContain('planted');
    expect(small.steps).toEqual([]);
    expect(small.files).toHaveLength(1);
    expect(small.files[0]?.text).toMatch(/^ +option $/);
  });

  test('a snapshot that keeps an old answer', { timeout: 60_000 }, async () => {
    /** Takes no change of a file whose new text speaks of a backend. */
    const stale: Subject = {
      questions: few,
      workspace() {
        const workspace = new Workspace();
        const isOld = (path: string, text: string): boolean =>
          workspace.snapshot.files.has(path) && /^backend /m.test(text);
        return {
          applyChange: ({ set = [], ...others }: Change) =>
            workspace.applyChange({
              ...others,
              set: set.filter((file) => !('text' in file && isOld(file.path, file.text))),
            }),
        };
      },
    };
    const { small } = await caught(coreArea(source, stale), 'stale');
    expect(small.steps).toHaveLength(1);
    expect(linesOf(small)).toBeLessThan(8);
    const texts = small.steps.reduce(afterStep, new Map(small.files.map(({ path, text }) => [path, text])));
    expect([...texts.values()].join()).toContain('backend ');
  });

  test('an answer that changes when it is asked for twice', { timeout: 60_000 }, async () => {
    let asked = 0;
    const unsteady: Question = { id: 'findings', of: 'file', ask: () => asked++ };
    const area = coreArea(source, { ...realSubject, questions: [unsteady] });
    expect((await caught({ ...area, shrink: async (trial) => trial }, 'unsteady')).failure.key).toBe('findings');
  });

  test('an answer that takes long', { timeout: 120_000 }, async () => {
    const slow: Question = {
      id: 'findings',
      of: 'file',
      ask({ snapshot, path }) {
        const { user } = process.cpuUsage();
        const wanted = snapshot.files.get(path)?.text.includes('backend') ? 60_000 : 0;
        while (process.cpuUsage().user - user < wanted);
        return null;
      },
    };
    const limits = { ms: 30, msPerCharacter: 0 };
    const area = coreArea(source, { ...realSubject, questions: [slow] }, { limits });
    expect((await caught({ ...area, shrink: async (trial) => trial }, 'slow')).failure.detail).toMatch(/ms of CPU/);
  });

  test('a text that is lost', { timeout: 60_000 }, async () => {
    const lossy: Subject = {
      questions: few,
      workspace() {
        const workspace = new Workspace();
        return {
          applyChange: ({ set = [], ...others }: Change) =>
            workspace.applyChange({
              ...others,
              set: set.map((file) => ('text' in file ? { ...file, text: file.text.replaceAll('\r', '') } : file)),
            }),
        };
      },
    };
    const { small } = await caught(coreArea(source, lossy), 'lossless');
    expect(JSON.stringify(small)).toContain('\\r');
    expect(linesOf(small)).toBeLessThan(5);
  });

  test('an output that holds a secret, plain or in base64', { timeout: 60_000 }, async () => {
    for (const form of ['utf8', 'base64'] as const) {
      const leaking: Question = {
        id: 'check',
        of: 'workspace',
        ask: ({ snapshot }) =>
          [...snapshot.files.values()].flatMap(({ text }) =>
            [...text.matchAll(/auth_pass (\S+)/g)].map(([, secret = '']) => Buffer.from(`x${secret}`).toString(form)),
          ),
      };
      const { failure, small } = await caught(secretsArea(source, [leaking]), 'secret');
      expect(failure.key).toMatch(/auth_pass in check/);
      expect(small.carriers).toHaveLength(1);
      expect(small.carriers[0]).toMatchObject({ before: [], after: [], tail: '' });
    }
  });

  test('memory that grows with what was done, and not one that has found its size', () => {
    const looks = (at: (index: number) => number): number[] =>
      Array.from({ length: 40 }, (_, index) => at(index) * 2 ** 20);
    expect(memoryGrows(looks((index) => 50 + index * 5))).toContain('grew');
    expect(memoryGrows(looks((index) => 250 - 200 / (1 + index / 5)))).toBeUndefined();
  });
});

test('the same seed gives the same trials', () => {
  const area = coreArea(source);
  const draw = (seed: number) => Array.from({ length: 20 }, (_, index) => area.draw(diceFor(seed, index), index));
  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
});

test('stack overflows are told apart by what calls itself', () => {
  const deep = (depth: number): number => 1 + deep(depth + 1);
  const keyOf = (): string => {
    try {
      return String(deep(0));
    } catch (error) {
      return thrown('x', error).key;
    }
  };
  expect(keyOf()).toBe('RangeError stack deep');
});

test('a text is made as short as it can be', async () => {
  const text = `${'line\n'.repeat(50)}one needle here\n${'line\n'.repeat(50)}`;
  expect(await shorterText(text, async (shorter) => shorter.includes('needle'))).toBe('needle');
});
