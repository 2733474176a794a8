import { type Guess, nearest } from '../base/nearest.ts';
import type { TextRange } from '../base/text-range.ts';
import type { FileSite } from '../cluster/cluster.ts';
import { isOf, type SourceFile } from '../languages/language.ts';
import type { Finding } from '../lint/finding.ts';
import { ruleOf } from '../lint/rule-of.ts';
import { shownText } from '../lint/shown-finding.ts';
import type { RuleTraits } from '../lint/traits.ts';
import { absoluteRange } from '../syntax/chunk.ts';
import { indentAt, lineStart } from '../syntax/line-start.ts';
import { completionAt } from './assist.ts';
import type { FileEdits } from './fixes.ts';
import { kindTitle } from './kind-title.ts';
import { nameAt, namesOfFile, type Reference, referencesOf } from './references.ts';
import { replacementAt } from './replacements.ts';
import type { Snapshot } from './snapshot.ts';

/** Something that may help with a finding, and that its rule need not know of. */
export interface Repair {
  readonly title: string;
  readonly edits: FileEdits;
  /** It is what was meant, most likely. */
  readonly preferred: boolean;
  /** It changes nothing but that the finding is not shown any more. */
  readonly ignores?: true;
}

/**
 * What may help with a finding at one of its places: the word that was meant, a declaration of what is missing, what
 * a deprecated word is called now; and a comment that leaves the finding out.
 */
export function repairsFor(snapshot: Snapshot, finding: Finding, at: FileSite): readonly Repair[] {
  const file = snapshot.files.get(at.path);
  if (!file || file.template) return [];
  const range = absoluteRange(file.syntax, at.site);
  const { about, brace } = ruleOf(finding.rule) ?? noTraits;
  const words = about ? wordRepairs(snapshot, file, range, about, finding.guess) : [];
  return [...words, ...braceRepairs(file, brace, range), ...ignoring(file, range.start, finding.rule)].map(
    (repair): Repair => ({ ...repair, title: shownText(repair.title, [at]) }),
  );
}

const noTraits: RuleTraits = {};

/** The brace that a block lacks: where it opens, or above the first line that stands no deeper than its header. */
function braceRepairs(file: SourceFile, brace: RuleTraits['brace'], range: TextRange): Repair[] {
  const { text, path } = file;
  const add = (at: number, added: string, missing: string): Repair => {
    const edits: FileEdits = new Map([[path, [{ range: { start: at, end: at }, text: added }]]]);
    return { title: `Add the missing "${missing}"`, edits, preferred: true };
  };
  const header = lineStart(text, range.start);
  const rest = text.slice(header);
  const firstLine = /^[^\n#!]*/.exec(rest)?.[0].trimEnd() ?? '';
  if (brace === 'missing {') return [add(header + firstLine.length, ' {', '{')];
  if (brace !== 'missing }') return [];
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = indentAt(text, header);
  const lines = rest.split('\n');
  const next = lines.findIndex((line, index) => {
    const own = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    return index > 0 && own <= indent.length && /^[ \t]*[^\s#!]/.test(line) && !/^[ \t]*\{/.test(line);
  });
  if (next < 0) return [add(text.length, `${text.endsWith('\n') ? '' : newline}${indent}}${newline}`, '}')];
  // Blank lines and comments belong to what follows.
  let last = next;
  while (last > 1 && /^[ \t\r]*(?:[#!].*)?$/.test(lines[last - 1] ?? '')) last--;
  const at = header + lines.slice(0, last).reduce((sum, line) => sum + line.length + 1, 0);
  return [add(at, `${indent}}${newline}`, '}')];
}

function wordRepairs(
  snapshot: Snapshot,
  file: SourceFile,
  range: TextRange,
  about: 'word' | 'name',
  guess: Guess | undefined,
): Repair[] {
  // What stands at the place of a name may be no name: the parts of a condition in another language are none.
  const name = about === 'name' ? nameAt(snapshot, file.path, range.start) : undefined;
  if (name && !name.declares) {
    const places = referencesOf(snapshot, name);
    if (!places.some((place) => place.declares)) return nameRepairs(snapshot, file, name, guess);
  }
  const replaced = replacementAt(snapshot, file.path, range.start);
  if (replaced) return [replacing(file, replaced.range, replaced.text, `Replace with "${replaced.text}"`)];
  return spelling(snapshot, file, range, guess);
}

function replacing({ path }: SourceFile, range: TextRange, text: string, title: string): Repair {
  return { title, edits: new Map([[path, [{ range, text }]]]), preferred: true };
}

/** The word that the message proposes, else the nearest of all that may stand where the last word of the range does. */
function spelling(snapshot: Snapshot, file: SourceFile, range: TextRange, guess: Guess | undefined): Repair[] {
  const text = file.text.slice(range.start, range.end);
  const open = text.indexOf('(');
  const word = lastWordOf(open < 0 ? text : text.slice(0, open));
  if (!/^[\w.-]{2,60}$/.test(word)) return [];
  const start = range.start + text.lastIndexOf(word);
  const meant = guess?.word === word ? guess.meant : nearestThatFits(snapshot, file, start, word);
  if (meant === undefined || meant === word) return [];
  return [replacing(file, { start, end: start + word.length }, meant, `Change to "${meant}"`)];
}

function nearestThatFits(snapshot: Snapshot, { path }: SourceFile, start: number, word: string): string | undefined {
  const labels = completionAt(snapshot, path, start)?.candidates.map(({ label }) => label.split(' ')[0] ?? '');
  return nearest(word, new Set(labels));
}

/** What stands behind the last blank. */
function lastWordOf(text: string): string {
  let start = text.length;
  while (start > 0 && !/\s/.test(text.charAt(start - 1))) start--;
  return text.slice(start);
}

/** A name that nothing declares: the one that the message proposes or the nearest one, or a declaration. */
function nameRepairs(
  snapshot: Snapshot,
  file: SourceFile,
  { range, occurrence }: Reference,
  guess: Guess | undefined,
): Repair[] {
  const { name, kind } = occurrence;
  const meant = guess?.word === name ? guess.meant : nearestDeclared(snapshot, file, occurrence);
  const change = meant === undefined ? [] : [replacing(file, range, meant, `Change to "${meant}"`)];
  const stub = file.language.names?.declaration?.(file, range.start, kind, name);
  if (!stub) return change;
  const { at, text } = stub;
  const edits: FileEdits = new Map([[file.path, [{ range: { start: at, end: at }, text }]]]);
  return [...change, { title: `Create ${kindTitle(file.language, kind)} "${name}"`, edits, preferred: false }];
}

function nearestDeclared(
  snapshot: Snapshot,
  file: SourceFile,
  { name, kind, keys }: Reference['occurrence'],
): string | undefined {
  const space = (key: string): string => key.slice(0, key.length - name.length);
  const spaces = new Set(keys.map(space));
  const declared = [...snapshot.files.values()]
    .filter((other) => other === file || (!file.language.names?.isLocal?.(kind) && isOf(other, file.language)))
    .flatMap((other) => namesOfFile(other).filter((candidate) => candidate.declares))
    .filter((candidate) =>
      candidate.occurrence.keys.some((key) => spaces.has(key.slice(0, key.length - candidate.occurrence.name.length))),
    )
    .map((candidate) => candidate.occurrence.name);
  const known = file.language.names?.predefined?.(kind)?.keys() ?? [];
  return nearest(name, new Set([...declared, ...known]));
}

/** A comment above the line. */
function ignoring(file: SourceFile, offset: number, rule: string): Repair[] {
  const at = lineStart(file.text, offset);
  // In the middle of a definition of several lines a comment would become a part of it.
  if (/\\\r?\n$/.test(file.text.slice(Math.max(0, at - 3), at))) return [];
  const newline = file.text.includes('\r\n') ? '\r\n' : '\n';
  const text = `${indentAt(file.text, at)}# haconf: ignore ${rule}${newline}`;
  const edits: FileEdits = new Map([[file.path, [{ range: { start: at, end: at }, text }]]]);
  return [{ title: `Ignore ${rule} here`, edits, preferred: false, ignores: true }];
}
