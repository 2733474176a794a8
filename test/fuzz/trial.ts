import { recognise } from '#core/languages/languages.ts';
import type { RawSettings } from '#core/workspace/settings.ts';
import type { FileText } from '#core/workspace/workspace.ts';
import type { StillFails } from './area.ts';
import { fewerItems, shorterText } from './shrink.ts';

export interface NamedText {
  readonly path: string;
  readonly text: string;
}

/** Puts a text in the place of another. Places beyond the end are the end. */
export interface Splice {
  readonly start: number;
  readonly remove: number;
  readonly insert: string;
}

export type Step =
  | ({ readonly do: 'edit'; readonly path: string } & Splice)
  | { readonly do: 'set'; readonly path: string; readonly text: string }
  | { readonly do: 'remove'; readonly path: string }
  | { readonly do: 'settings'; readonly settings: RawSettings }
  /** Messages that no editor should send: see lsp/noise.ts. Nothing happens to the texts. */
  | { readonly do: 'noise'; readonly kind: string; readonly path: string; readonly seed: number };

/** Some files, and what happens to them. */
export interface TextTrial {
  readonly files: readonly NamedText[];
  readonly settings: RawSettings;
  readonly steps: readonly Step[];
  /** Decides what is asked in between. */
  readonly ask: number;
}

export function spliced(text: string, { start, remove, insert }: Splice): string {
  const from = Math.min(start, text.length);
  return text.slice(0, from) + insert + text.slice(from + remove);
}

/** The texts after a step. */
export function afterStep(texts: ReadonlyMap<string, string>, step: Step): ReadonlyMap<string, string> {
  const next = new Map(texts);
  if (step.do === 'edit') {
    const text = next.get(step.path);
    if (text !== undefined) next.set(step.path, spliced(text, step));
  }
  if (step.do === 'set') next.set(step.path, step.text);
  if (step.do === 'remove') next.delete(step.path);
  return next;
}

/** A file as a reader of the disk hands it on: undefined when it is in no language of ours. */
export function asFile(path: string, text: string): FileText | undefined {
  const language = recognise(path, text.slice(0, 8192));
  return language ? { path, language, text } : undefined;
}

export async function smallerTrial(trial: TextTrial, fails: StillFails<TextTrial>): Promise<TextTrial> {
  let now = trial;
  const attempt = async (smaller: TextTrial): Promise<boolean> => {
    if (!(await fails(smaller))) return false;
    now = smaller;
    return true;
  };
  // Most faults need no history: the last texts alone show them.
  const last = now.steps.reduce(afterStep, new Map(now.files.map(({ path, text }) => [path, text])));
  const files = [...last].map(([path, text]) => ({ path, text }));
  if (now.steps.length > 0) await attempt({ ...now, files, steps: [] });
  await fewerItems(now.steps, (steps) => attempt({ ...now, steps }));
  await fewerItems(now.files, (some) => attempt({ ...now, files: some }));
  await attempt({ ...now, settings: {} });
  for (let index = 0; index < now.files.length; index++) {
    const { path, text } = now.files[index] as NamedText;
    await shorterText(text, (shorter) => attempt({ ...now, files: now.files.with(index, { path, text: shorter }) }));
  }
  for (let index = 0; index < now.steps.length; index++) {
    const step = now.steps[index];
    if (step?.do !== 'edit' || step.insert.length < 2) continue;
    await shorterText(step.insert, (insert) => attempt({ ...now, steps: now.steps.with(index, { ...step, insert }) }));
  }
  return now;
}

export function describeTrial({ files, settings, steps }: TextTrial): string {
  const quoted = (text: string): string => (/^[\t\n\x20-\x7e]*$/.test(text) ? text : JSON.stringify(text));
  return [
    ...files.map(({ path, text }) => `== ${JSON.stringify(path)}\n${quoted(text)}${text.endsWith('\n') ? '' : '\n'}`),
    Object.keys(settings).length > 0 ? `== settings ${JSON.stringify(settings)}\n` : '',
    ...steps.map((step) => `-- ${JSON.stringify(step)}\n`),
  ].join('');
}
