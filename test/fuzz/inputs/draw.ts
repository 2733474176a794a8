import type { RawSettings } from '#core/workspace/settings.ts';
import type { Dice } from '../../lab/random/dice.ts';
import { afterStep, type NamedText, type Step, spliced, type TextTrial } from '../trial.ts';
import { generatedFile } from './generate.ts';
import { type Drawer, damage } from './mutate.ts';
import { hostFiles, renamed } from './places.ts';
import type { SampleGroup } from './samples.ts';
import { type Words, wordsOf } from './words.ts';

/** Draws trials over texts from samples. */
export interface TextSource extends Drawer {
  readonly words: Words;
  draw(dice: Dice): TextTrial;
}

export function textSource(groups: readonly SampleGroup[]): TextSource {
  const words = wordsOf(groups);
  const other = (dice: Dice): string => {
    const { files } = dice.pick(groups);
    return files.length > 0 ? dice.pick(files).text : '';
  };
  const drawer: Drawer = { words, other };
  return { ...drawer, draw: (dice) => draw(dice, groups, drawer) };
}

function draw(dice: Dice, groups: readonly SampleGroup[], drawer: Drawer): TextTrial {
  const { files: given, settings } = dice.pick(groups);
  let files = [...given];
  if (dice.chance(0.15)) files.push(generatedFile(dice, drawer.words, dice.pick(['lb1', 'lb2', 'a/lb1'])));
  if (dice.chance(0.1)) files = [generatedFile(dice, drawer.words, 'lb1'), generatedFile(dice, drawer.words, 'lb2')];
  if (dice.chance(0.15)) files.push(...dice.pick(groups).files.slice(0, 2));
  if (dice.chance(0.15)) files.push(...hostFiles(dice, files));
  if (dice.chance(0.1)) files = renamed(dice, files);
  // The same path twice is one file.
  files = [...new Map(files.map((file) => [file.path, file])).values()];
  files = files.map((file) => (dice.chance(0.5) ? damaged(dice, file, drawer) : file));
  const steps: Step[] = [];
  let texts: ReadonlyMap<string, string> = new Map(files.map(({ path, text }) => [path, text]));
  for (let left = dice.between(0, 8); left > 0; left--) {
    const step = someStep(dice, texts, drawer);
    if (!step) break;
    steps.push(step);
    texts = afterStep(texts, step);
  }
  return { files, settings: dice.chance(0.2) ? someSettings(dice) : settings, steps, ask: dice.between(0, 2 ** 31) };
}

function damaged(dice: Dice, { path, text }: NamedText, drawer: Drawer): NamedText {
  let now = text;
  for (let left = dice.between(1, 4); left > 0; left--) now = bounded(spliced(now, damage(dice, now, drawer)));
  return { path, text: now };
}

/** Damage upon damage may double a text each time. */
const bounded = (text: string): string => text.slice(0, 300_000);

function someStep(dice: Dice, texts: ReadonlyMap<string, string>, drawer: Drawer): Step | undefined {
  const paths = [...texts.keys()];
  if (paths.length === 0) return undefined;
  const path = dice.pick(paths);
  const text = texts.get(path) ?? '';
  const kind = dice.between(0, 19);
  if (kind === 0) return { do: 'remove', path };
  if (kind === 1) return { do: 'settings', settings: someSettings(dice) };
  if (kind === 2) return { do: 'set', path, text: drawer.other(dice) };
  if (kind === 3) return { do: 'set', path: dice.pick(paths).replace(/lb\d/, 'lb3'), text };
  return { do: 'edit', path, ...damage(dice, text, drawer) };
}

function someSettings(dice: Dice): RawSettings {
  return {
    haproxy: { version: dice.pick(['2.2', '2.4', '2.6', '2.8', '3.0', '3.2', '3.4', 'constructor', 1, null]) },
    keepalived: { version: dice.pick(['2.0', '2.1', '2.2', '2.3.3', '2.3.4', '__proto__', {}]) },
    onlyProgram: dice.chance(0.2),
    format: { align: dice.chance(0.5) },
    rename: { allNodes: dice.chance(0.5) },
  };
}
