import { recognise } from '#core/languages/languages.ts';
import { completionAt, explanationAt, signatureAt } from '#core/workspace/assist.ts';
import { foldsOf } from '#core/workspace/folding.ts';
import { formattingOf } from '#core/workspace/formatting.ts';
import { linksOf } from '#core/workspace/links.ts';
import { locate } from '#core/workspace/locate.ts';
import { outlineOf } from '#core/workspace/outline.ts';
import { nameAt, referencesAt } from '#core/workspace/references.ts';
import { renameOnNodes } from '#core/workspace/rename.ts';
import { repairsFor } from '#core/workspace/repairs.ts';
import { selectionsAt } from '#core/workspace/selection.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { tokensOf } from '#core/workspace/tokens.ts';
import { type FileText, Workspace } from '#core/workspace/workspace.ts';
import { workspaceSymbols } from '#core/workspace/workspace-symbols.ts';
import type { Construct } from './construct.ts';

/** A question that an adapter asks, and what it cost: milliseconds of CPU. */
export interface Cost {
  readonly question: string;
  readonly ms: number;
}

/** Places of a file at which an editor may ask, as parts of its length. */
const places = [0, 0.1, 0.5, 0.9, 1];

const formatOptions = { indent: '    ', align: true };

type Ask = (snapshot: Snapshot, path: string, text: string) => unknown;

/** What is asked once a file. */
const ofFile: readonly (readonly [string, Ask])[] = [
  ['findings', (snapshot, path) => snapshot.fileFindings(path).map(({ at }) => locate(snapshot, at))],
  ['tokens', (snapshot, path) => [snapshot.files.get(path)].map((file) => file && tokensOf(file))],
  ['outline', outlineOf],
  ['folding', foldsOf],
  ['links', linksOf],
  ['formatting', (snapshot, path) => formattingOf(snapshot, path, formatOptions)],
];

/** What is asked at places of a file. */
const atPlace: readonly (readonly [string, (snapshot: Snapshot, path: string, offset: number) => unknown])[] = [
  ['completion', completionAt],
  ['hover', explanationAt],
  ['signature', signatureAt],
  ['references', referencesAt],
  ['rename', (snapshot, path, offset) => renameOnNodes(snapshot, path, offset, 'another')],
  ['selection', selectionsAt],
];

/**
 * The CPU that each question costs in a workspace of these files that has just been opened, and again after a letter was
 * put into the middle of the largest file and taken out again.
 */
export function ask(construct: Construct, size: number): readonly Cost[] {
  const costs: Cost[] = [];
  const timed = <T>(question: string, answer: () => T): T => {
    const before = process.cpuUsage();
    const result = answer();
    const { user, system } = process.cpuUsage(before);
    costs.push({ question, ms: (user + system) / 1000 });
    return result;
  };
  const set = Object.entries(construct.make(size)).flatMap(([path, text]): FileText[] => {
    const language = recognise(path, text);
    return language ? [{ path, language, text }] : [];
  });
  const [largest] = [...set].sort((a, b) => b.text.length - a.text.length);
  if (!largest) throw new Error(`${construct.id} makes no file in a known language`);
  const workspace = new Workspace();
  const read = (question: string, change: readonly FileText[]): void => {
    const snapshot = timed(`${question}: reading`, () => workspace.applyChange({ set: change }));
    questions(snapshot, question, set, largest, timed);
  };
  read('fresh', set);
  // A letter in the middle of its file, where a word goes on.
  const { text } = largest;
  const middle = text.length >> 1;
  workspace.applyChange({ set: [{ ...largest, text: `${text.slice(0, middle)}x${text.slice(middle)}` }] });
  read('edited', [largest]);
  return costs;
}

type Timed = <T>(question: string, answer: () => T) => T;

function questions(
  snapshot: Snapshot,
  state: string,
  files: readonly FileText[],
  largest: FileText,
  timed: Timed,
): void {
  for (const [question, answer] of ofFile) {
    timed(`${state}: ${question}`, () => files.map(({ path, text }) => answer(snapshot, path, text)));
  }
  timed(`${state}: clusters`, () => snapshot.clusters());
  timed(`${state}: cluster findings`, () => snapshot.clusterFindings());
  timed(`${state}: symbols`, () => ['', 'b1', 'nowhere'].map((query) => workspaceSymbols(snapshot, query)));
  const findings = snapshot.fileFindings(largest.path);
  timed(`${state}: repairs`, () =>
    [findings[0], findings.at(-1)].map((finding) => finding && repairsFor(snapshot, finding, finding.at)),
  );
  const offsets = placesOf(snapshot, largest);
  for (const [question, answer] of atPlace) {
    timed(`${state}: ${question}`, () => offsets.map((offset) => answer(snapshot, largest.path, offset)));
  }
}

/** Some places of the text, and for each the nearest end of a line behind it and a name on that line. */
function placesOf(snapshot: Snapshot, { path, text }: FileText): readonly number[] {
  const found = new Set<number>();
  for (const part of places) {
    const offset = Math.floor(part * text.length);
    const end = text.indexOf('\n', offset);
    found.add(offset).add(end < 0 ? text.length : end);
    const start = text.lastIndexOf('\n', offset - 1) + 1;
    const line = text.slice(start, Math.min(end < 0 ? text.length : end, start + 200));
    for (const word of line.matchAll(/\S+/g)) {
      const at = start + word.index;
      if (!nameAt(snapshot, path, at)) continue;
      found.add(at);
      break;
    }
  }
  return [...found];
}

/** How the cost of one question grew from one size to the next. */
export interface Growth {
  readonly question: string;
  /** Milliseconds of CPU at the three sizes. */
  readonly ms: readonly number[];
  /** The larger of the two ratios between sizes that follow each other. */
  readonly ratio: number;
}

/** Four times the input may cost as many times as much. */
export const most = 5;

export interface MeasureOptions {
  /** Sizes are multiplied by it: below 1 where there is little time. */
  readonly scale: number;
  /** In milliseconds. What costs less counts as this much: in less time there is more noise than growth. */
  readonly floor: number;
  /** How often a construct is measured again that grew too much. The least time of each size counts. */
  readonly retries: number;
}

/** The questions about a construct that cost too much more from one size to the next, the worst first. */
export function tooSteep(construct: Construct, { scale, floor, retries }: MeasureOptions): readonly Growth[] {
  const least = construct.sizes.map(() => new Map<string, number>());
  let steep: readonly Growth[] = [];
  for (let run = 0; run <= retries; run++) {
    construct.sizes.forEach((size, index) => {
      const best = least[index];
      for (const { question, ms } of ask(construct, Math.max(1, Math.round(size * scale)))) {
        best?.set(question, Math.min(best.get(question) ?? Number.POSITIVE_INFINITY, ms));
      }
    });
    steep = growthOf(least, floor).filter(({ ratio }) => ratio > most);
    if (steep.length === 0) break;
  }
  return steep;
}

function growthOf(least: readonly ReadonlyMap<string, number>[], floor: number): readonly Growth[] {
  const found = [...(least[0]?.keys() ?? [])].map((question): Growth => {
    const ms = least.map((best) => best.get(question) ?? 0);
    const ratios = ms.slice(1).map((later, index) => later / Math.max(ms[index] ?? 0, floor));
    return { question, ms, ratio: Math.max(...ratios) };
  });
  return found.sort((a, b) => b.ratio - a.ratio);
}
