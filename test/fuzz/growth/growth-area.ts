import { pathToFileURL } from 'node:url';
import { Workspace } from '#core/workspace/workspace.ts';
import type { Construct } from '../../growth/construct.ts';
import { type Area, type Counts, count, type Failure } from '../area.ts';
import { cpuMs, slowness } from '../core/machine-speed.ts';
import { outputs } from '../core/outputs.ts';
import { asText } from '../core/plain.ts';
import { type Question, questions } from '../core/questions.ts';
import { Watch } from '../core/watch.ts';
import { ownGroups } from '../inputs/samples.ts';
import { type Words, wordsOf } from '../inputs/words.ts';
import { fewerItems } from '../shrink.ts';
import { asFile } from '../trial.ts';
import { type Composition, drawComposition, filesOf } from './composition.ts';

export type GrowthTrial =
  | { readonly construct: string; readonly size: number }
  | { readonly composition: Composition; readonly size: number };

/** Four times the text may take so many times as long: what is linear takes four to five, what is quadratic sixteen. */
const mostRatio = 8;
/** Below that many ms, times say nothing. */
const floorMs = 400;

/** Texts of one size and of four times that: no question may take more than in proportion. */
export function growthArea(modules: readonly string[], note?: number): Area<GrowthTrial> {
  const counts: Counts = new Map();
  const watch = new Watch(counts, { ms: Number.POSITIVE_INFINITY, msPerCharacter: 0 }, note);
  const slow = slowness();
  let words: Words | undefined;
  let constructs: Promise<ReadonlyMap<string, Construct>> | undefined;
  const known = (): Promise<ReadonlyMap<string, Construct>> => {
    constructs ??= loadConstructs(modules);
    return constructs;
  };
  return {
    name: 'growth',
    counts,
    draw(dice) {
      words ??= wordsOf(ownGroups());
      if (modules.length > 0 && dice.chance(0.5)) {
        return { construct: String(dice.between(0, 2 ** 30)), size: dice.pick([1, 2, 4]) };
      }
      return { composition: drawComposition(dice, words), size: dice.pick([100, 400, 1000]) };
    },
    async run(trial): Promise<readonly Failure[]> {
      count(counts, 'trials');
      if ('composition' in trial) {
        return measured(watch, (size) => filesOf(trial.composition, size), trial.size, slow, 'composition');
      }
      const all = [...(await known()).values()];
      const number = Number(trial.construct);
      const construct = Number.isNaN(number) ? (await known()).get(trial.construct) : all[number % all.length];
      if (!construct) return [];
      const size = (construct.sizes.at(-1) ?? 100) * trial.size;
      return measured(watch, (n) => Object.entries(construct.make(n)), size, slow, construct.id);
    },
    async shrink(trial, fails) {
      if (!('composition' in trial)) return trial;
      const { composition, size } = trial;
      const lines = await fewerItems(
        composition.lines,
        (some) => fails({ composition: { ...composition, lines: some }, size }),
        40,
      );
      return { composition: { ...composition, lines }, size };
    },
    describe: (trial) =>
      'construct' in trial
        ? `construct ${trial.construct}, its largest size times ${trial.size}\n`
        : `${trial.composition.path}, ${trial.size} and ${4 * trial.size} times:\n${trial.composition.header}\n${trial.composition.lines.join('\n')}\n`,
    async end() {},
  };
}

type Files = readonly (readonly [string, string])[];

function measured(watch: Watch, make: (size: number) => Files, size: number, slow: number, id: string): Failure[] {
  const asked: readonly Question[] = [...questions, ...outputs].filter(({ heavy }) => !heavy);
  const failures: Failure[] = [];
  const first = times(watch, make(size), asked);
  // What is large already would take minutes.
  if ([...first.values()].reduce((sum, ms) => sum + ms, 0) > 6000) return finished(watch, failures);
  const second = times(watch, make(4 * size), asked);
  for (const [question, ms] of second) {
    const ratio = ms / Math.max(1, first.get(question) ?? 0);
    if (ms < floorMs * slow || ratio < mostRatio) continue;
    // Again, and the best of it: on a busy machine a single time says nothing.
    const own = asked.filter((one) => one.id === question);
    const best = (n: number, known: number): number => {
      const again = Array.from({ length: 3 }, () => times(watch, make(n), own).get(question) ?? 0);
      return Math.min(known, ...again);
    };
    const least = [best(size, first.get(question) ?? 0), best(4 * size, ms)] as const;
    if (least[1] < floorMs * slow || least[1] / Math.max(1, least[0]) < mostRatio) continue;
    const detail = `${question} of ${id}: ${Math.round(least[0])} ms at ${size}, ${Math.round(least[1])} ms at ${4 * size}`;
    failures.push({ oracle: 'growth', key: id === 'composition' ? question : `${id} ${question}`, detail });
  }
  return finished(watch, failures);
}

/** With what threw meanwhile. */
const finished = (watch: Watch, failures: readonly Failure[]): Failure[] => [...failures, ...watch.failures.splice(0)];

/** CPU in ms of each question on a workspace that knows nothing yet; reading and the first findings are `read`. */
function times(watch: Watch, files: Files, asked: readonly Question[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const timed = (id: string, work: () => unknown): void => {
    const start = cpuMs();
    watch.run(id, work, { size: 0 });
    found.set(id, (found.get(id) ?? 0) + cpuMs() - start);
  };
  const set = files.flatMap(([path, text]) => asFile(path, text) ?? []);
  const workspace = new Workspace();
  timed('read', () => workspace.applyChange({ set }));
  const { snapshot } = workspace;
  for (const question of asked) {
    for (const { path, text } of question.of === 'workspace' ? [{ path: '', text: '' }] : set.slice(0, 3)) {
      for (const offset of question.of === 'place' ? [text.length >> 1, text.length] : [0]) {
        timed(question.id, () => asText(question.ask({ snapshot, path, offset })));
      }
    }
  }
  return found;
}

/** Whatever a module exports that is a construct, or a list of them. */
async function loadConstructs(modules: readonly string[]): Promise<ReadonlyMap<string, Construct>> {
  const found = new Map<string, Construct>();
  for (const path of modules) {
    const exported: unknown[] = Object.values((await import(pathToFileURL(path).href)) as object);
    for (const one of exported.flat() as Partial<Construct>[]) {
      if (typeof one?.id === 'string' && typeof one.make === 'function') found.set(one.id, one as Construct);
    }
  }
  return found;
}
