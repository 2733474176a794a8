import { readSettings } from '#core/workspace/settings.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { type Change, type FileText, Workspace } from '#core/workspace/workspace.ts';
import { type Dice, dice as diceOf } from '../../lab/random/dice.ts';
import { type Area, type Counts, count, type Failure } from '../area.ts';
import type { TextSource } from '../inputs/draw.ts';
import { afterStep, asFile, describeTrial, type Step, smallerTrial, type TextTrial } from '../trial.ts';
import { slowness } from './machine-speed.ts';
import { outputs } from './outputs.ts';
import { firstDifference } from './plain.ts';
import { fixFailures, formatFailures, keptFailures, losslessFailures } from './promises.ts';
import { type Asked, type Question, questions } from './questions.ts';
import { type Limits, Watch } from './watch.ts';

/** What is attacked. A test puts one with a planted fault in its place. */
export interface Subject {
  /** An empty workspace. */
  workspace(): { applyChange(change: Change): Snapshot };
  readonly questions: readonly Question[];
}

export const realSubject: Subject = { workspace: () => new Workspace(), questions: [...questions, ...outputs] };

/** Texts, edits and questions against the core: nothing throws or hangs, and after any edits all is as if read anew. */
export function coreArea(
  source: TextSource,
  subject: Subject = realSubject,
  { note, limits = usualLimits() }: { readonly note?: number | undefined; readonly limits?: Limits } = {},
): Area<TextTrial> {
  const counts: Counts = new Map();
  return {
    name: 'core',
    counts,
    draw: (dice) => source.draw(dice),
    run: async (trial) => runTrial(trial, subject, new Watch(counts, limits, note), counts),
    shrink: smallerTrial,
    describe: describeTrial,
    end: async () => {},
  };
}

function usualLimits(): Limits {
  const slow = slowness();
  return { ms: 400 * slow, msPerCharacter: 0.02 * slow };
}

function runTrial(trial: TextTrial, subject: Subject, watch: Watch, counts: Counts): readonly Failure[] {
  const dice = diceOf(trial.ask);
  const workspace = subject.workspace();
  let texts: ReadonlyMap<string, string> = new Map(trial.files.map(({ path, text }) => [path, text]));
  let settings = readSettings(trial.settings);
  const size = (): number => [...texts.values()].reduce((sum, text) => sum + text.length, 0);
  /** A workspace that has seen nothing but these texts. `order` is the order in which files are listed. */
  const fresh = (order: Iterable<string> = texts.keys()): Snapshot | undefined => {
    const set = [...order].flatMap((path) => asFile(path, texts.get(path) ?? '') ?? []);
    return watch.run('read', () => subject.workspace().applyChange({ set, settings }), { size: size() });
  };
  const apply = (change: Change): Snapshot | undefined =>
    watch.run('change', () => workspace.applyChange(change), { size: size() });
  const anew = (asked: Asked) => (): Asked => ({ ...asked, snapshot: fresh() ?? asked.snapshot });

  count(counts, 'texts', texts.size);
  let snapshot = apply({ set: filesOf(texts), settings });
  const own = size() > 60_000 ? subject.questions.filter(({ heavy }) => !heavy) : subject.questions;
  const light = own.filter(({ heavy }) => !heavy);
  for (const step of trial.steps) {
    if (!snapshot) break;
    texts = afterStep(texts, step);
    if (step.do === 'settings') settings = readSettings(step.settings);
    count(counts, step.do === 'edit' ? 'edits' : 'changes');
    count(counts, 'texts');
    snapshot = apply(changeOf(step, texts, settings));
    if (!snapshot) break;
    const asked = placeOf(step, snapshot, texts, dice);
    for (let left = dice.between(0, 6); left > 0; left--) {
      const question = dice.pick(light);
      const answer = watch.ask(question, asked, size(), anew(asked));
      if (answer === undefined || !dice.chance(0.2)) continue;
      const again = watch.ask(question, asked, size());
      if (again !== undefined && again !== answer)
        watch.failures.push(differing('unsteady', question.id, answer, again));
    }
  }
  if (!snapshot) return watch.failures;
  const other = fresh(snapshot.files.keys());
  if (!other) return watch.failures;
  const heavy = dice.chance(0.1);
  for (const question of heavy ? own : light) {
    for (const asked of places(question, snapshot, texts, dice)) {
      const answer = watch.ask(question, asked, size(), anew(asked));
      if (answer === undefined) continue;
      const expected = watch.ask(question, { ...asked, snapshot: other }, size());
      if (expected !== undefined && expected !== answer) {
        watch.failures.push(differing('stale', question.id, answer, expected));
      }
    }
  }
  watch.run('failures', () => watch.failures.push(...keptFailures(other)), { size: size(), heavy: true });
  watch.failures.push(...losslessFailures(snapshot, texts));
  watch.run('format', () => watch.failures.push(...formatFailures(snapshot, texts)), { size: size() });
  watch.run('fix', () => watch.failures.push(...fixFailures(snapshot, dice)), { size: size(), heavy: true });
  return watch.failures;
}

function filesOf(texts: ReadonlyMap<string, string>): FileText[] {
  return [...texts].flatMap(([path, text]) => asFile(path, text) ?? []);
}

function changeOf(step: Step, texts: ReadonlyMap<string, string>, settings: Change['settings']): Change {
  if (step.do === 'settings') return settings ? { settings } : {};
  if (step.do === 'noise') return {};
  const text = texts.get(step.path);
  const file = text === undefined ? undefined : asFile(step.path, text);
  return file ? { set: [file] } : { remove: [step.path] };
}

/** Somewhere near what changed. */
function placeOf(step: Step, snapshot: Snapshot, texts: ReadonlyMap<string, string>, dice: Dice): Asked {
  const path = step.do === 'settings' ? ([...texts.keys()][0] ?? '') : step.path;
  const length = texts.get(path)?.length ?? 0;
  const near = step.do === 'edit' ? step.start + step.insert.length + dice.between(-3, 3) : dice.between(0, length);
  return { snapshot, path, offset: Math.max(0, Math.min(length, near)) };
}

function places(question: Question, snapshot: Snapshot, texts: ReadonlyMap<string, string>, dice: Dice): Asked[] {
  if (question.of === 'workspace') return [{ snapshot, path: '', offset: 0 }];
  return [...texts].flatMap(([path, { length }]) =>
    question.of === 'file'
      ? [{ snapshot, path, offset: 0 }]
      : [0, length, dice.between(0, length), dice.between(0, length)].map((offset) => ({ snapshot, path, offset })),
  );
}

function differing(oracle: 'stale' | 'unsteady', what: string, answer: string, expected: string): Failure {
  const why = oracle === 'stale' ? 'after the edits and on a fresh reading' : 'asked twice';
  return { oracle, key: what, detail: `${what}, ${why}: ${firstDifference(answer, expected)}` };
}
