import { memo } from '../base/memo.ts';
import { type FileSite, filesOfNode } from '../cluster/cluster.ts';
import { isManifest } from '../languages/manifest/language.ts';
import type { Finding } from '../lint/finding.ts';
import { ruleOf } from '../lint/rule-of.ts';
import { absoluteRange } from '../syntax/chunk.ts';
import { applyEdits, type FileEdits, type PlacedEdit } from './fixes.ts';
import { Snapshot } from './snapshot.ts';
import { sourceFileOrFailure } from './source-file.ts';

/**
 * Whether somebody should be offered these edits for a finding: afterwards it is gone, and there are not more errors
 * than before. What one rule knows to be right may be wrong for another, or may not fit a text that is broken or half
 * typed; so the result is judged before anybody sees it.
 */
export function mends(snapshot: Snapshot, finding: Finding, edits: FileEdits): boolean {
  if (isGuessInBrokenText(snapshot, finding, edits.keys())) return false;
  // What our own rules change in a file that decides elections may change who is elected.
  const language = snapshot.files.get(finding.at.path)?.language;
  const judge = ruleOf(finding.rule);
  const mayElect = language?.decidesElections === true && judge?.scope === language.id && judge.verdict === 'own';
  const between = judge?.scope === 'cluster' || mayElect;
  const after = afterwards(snapshot, edits, between ? finding.at.path : undefined);
  const paths = new Set([...edits.keys(), finding.at.path]);
  if (errors(after, paths, between) > errors(snapshot, paths, between)) return false;
  // One that only shows what another warning then speaks of is no help, unless it is a brace, behind which all is new.
  if (!breaksText(finding) && troubles(after, paths) > troubles(snapshot, paths)) return false;
  const place = placeAfter(snapshot, finding.at, edits);
  // A line that was half typed lacks its arguments still; any other error says that the new word is wrong as well.
  return ![...after.fileFindings(finding.at.path), ...(between ? after.clusterFindings() : [])].some(
    ({ rule, severity, at }) =>
      (rule === finding.rule || (severity === 'error' && !ruleOf(rule)?.halfTyped)) &&
      at.path === finding.at.path &&
      startOf(after, at) === place,
  );
}

/** What each trial of the most may judge, in UTF-16 units: some 3 ms of a processor. */
const judgedAtOnce = 100_000;
/** What is offered at a cursor, also in the longest file. */
const leastTrials = 3;
/** A finding takes as much time as so many characters. */
const costOfFinding = 1000;

/**
 * How many results of edits to a file may be judged while somebody waits: `most` where it is short, and fewer the
 * longer it is and the more is found in it, since each is judged as a whole.
 */
export function affordableTrials(snapshot: Snapshot, path: string, most: number): number {
  const length = snapshot.files.get(path)?.text.length ?? 0;
  const cost = length + costOfFinding * snapshot.fileFindings(path).length;
  return Math.max(leastTrials, Math.min(most, Math.floor((most * judgedAtOnce) / Math.max(1, cost))));
}

/** Whether edits that belong to several findings leave no more errors than there were. */
export function leavesNoMoreErrors(snapshot: Snapshot, edits: FileEdits, between: boolean): boolean {
  const paths = new Set(edits.keys());
  const [path] = between ? paths : [];
  return errors(afterwards(snapshot, edits, path), paths, between) <= errors(snapshot, paths, between);
}

/** Of so many files those of the same cluster are enough to judge what is between files. */
const fewFiles = 100;

/** The snapshot after an edit, which shares nothing that the one before keeps of its results. */
function afterwards(snapshot: Snapshot, edits: FileEdits, inClusterOf: string | undefined): Snapshot {
  const files = new Map(snapshot.files);
  for (const [path, list] of edits) {
    const file = files.get(path);
    if (file) files.set(path, sourceFileOrFailure(path, file.language, applyEdits(file.text, list), file));
  }
  if (inClusterOf !== undefined && files.size > fewFiles) {
    const near = filesNear(snapshot, new Set([inClusterOf, ...edits.keys()]));
    for (const [path, file] of files) if (!near.has(path) && !isManifest(file)) files.delete(path);
  }
  // What needs long to be found does not decide.
  return new Snapshot(files, snapshot.settings, undefined, { postpones: true, known: snapshot.languages });
}

function filesNear(snapshot: Snapshot, paths: ReadonlySet<string>): Set<string> {
  const near = new Set(paths);
  for (const { nodes } of snapshot.clusters()) {
    const own = nodes.flatMap((node) => filesOfNode(node).map(({ path }) => path));
    if (own.some((path) => paths.has(path))) for (const path of own) near.add(path);
  }
  return near;
}

function errors(snapshot: Snapshot, paths: ReadonlySet<string>, between: boolean): number {
  const all = [...inFiles(snapshot, paths), ...(between ? snapshot.clusterFindings() : [])];
  return all.filter(({ severity }) => severity === 'error').length;
}

function troubles(snapshot: Snapshot, paths: ReadonlySet<string>): number {
  return inFiles(snapshot, paths).filter(({ severity }) => severity === 'error' || severity === 'warning').length;
}

function inFiles(snapshot: Snapshot, paths: ReadonlySet<string>): readonly Finding[] {
  return [...paths].flatMap((path) => snapshot.fileFindings(path));
}

/** Where a finding would start after an edit. */
function placeAfter(snapshot: Snapshot, at: FileSite, edits: FileEdits): number {
  const start = startOf(snapshot, at);
  let moved = start;
  for (const { range, text } of edits.get(at.path) ?? ([] as readonly PlacedEdit[])) {
    if (range.start > start) break;
    // What stands in the place of the word that was wrong starts where that did.
    if (range.end > start) return moved - start + range.start;
    moved += text.length - (range.end - range.start);
  }
  return moved;
}

function startOf(snapshot: Snapshot, { path, site }: FileSite): number {
  const file = snapshot.files.get(path);
  return file ? absoluteRange(file.syntax, site).start : -1;
}

/** Whether what follows a mistake is read as a part of something else. */
function breaksText({ rule }: Finding): boolean {
  const { brace, obscures } = ruleOf(rule) ?? {};
  return brace !== undefined || obscures === 'rest';
}

/**
 * Whether a finding is what one of our rules concludes from the meaning of a file whose braces or quotes do not match:
 * nobody should change such files for it.
 */
export function isGuessInBrokenText(snapshot: Snapshot, { rule }: Finding, paths: Iterable<string>): boolean {
  return ruleOf(rule)?.verdict !== 'program' && [...paths].some((path) => isBroken(snapshot.fileFindings(path)));
}

const isBroken = memo((findings: readonly Finding[]) => findings.some(breaksText));
