import type { TextRange } from '../base/text-range.ts';
import type { Candidate, DeclaredNames, Explanation, SignatureAt } from '../catalog/assist.ts';
import { haproxyCandidates } from '../languages/haproxy/assist.ts';
import { haproxyCursor } from '../languages/haproxy/cursor.ts';
import { haproxyExplanation, haproxySignature } from '../languages/haproxy/explain.ts';
import { declaredNames } from '../languages/haproxy/names.ts';
import {
  keepalivedCandidates,
  keepalivedExplanation,
  keepalivedSignature,
  namesDeclared,
} from '../languages/keepalived/assist.ts';
import { keepalivedCursor } from '../languages/keepalived/cursor.ts';
import type { Snapshot } from './snapshot.ts';
import type { HaproxyFile, KeepalivedFile } from './source-file.ts';

/** What may stand at a place, and the range of the file that it replaces. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly range: TextRange;
}

/** Everything that may stand at an offset of a file; nothing inside a comment or an unknown file. */
export function completionAt(snapshot: Snapshot, path: string, offset: number): Completion | undefined {
  const file = snapshot.files.get(path);
  if (file?.language === 'haproxy') return haproxyCompletion(snapshot, file, offset);
  return file?.language === 'keepalived' ? keepalivedCompletion(snapshot, file, offset) : undefined;
}

/** What the catalogue says of the word at an offset, and the word's range. */
export function explanationAt(
  snapshot: Snapshot,
  path: string,
  offset: number,
): { readonly explanation: Explanation; readonly range: TextRange } | undefined {
  const file = snapshot.files.get(path);
  if (file?.language === 'haproxy') {
    const cursor = haproxyCursor(file.syntax, offset);
    const found = haproxyExplanation(snapshot.settingsFor(file.path).haproxy, cursor);
    if (!found) return undefined;
    const start = offset - found.before;
    return { explanation: found.explanation, range: { start, end: start + found.length } };
  }
  if (file?.language !== 'keepalived') return undefined;
  const cursor = keepalivedCursor(file.syntax, offset);
  const explanation = cursor && keepalivedExplanation(snapshot.settingsFor(file.path).keepalived, cursor);
  return explanation && { explanation, range: cursor.range };
}

/** How the keyword around an offset is written. */
export function signatureAt(snapshot: Snapshot, path: string, offset: number): SignatureAt | undefined {
  const file = snapshot.files.get(path);
  if (file?.language === 'keepalived') {
    const cursor = keepalivedCursor(file.syntax, offset);
    return cursor && keepalivedSignature(snapshot.settingsFor(file.path).keepalived, cursor);
  }
  if (file?.language !== 'haproxy') return undefined;
  const cursor = haproxyCursor(file.syntax, offset);
  return cursor.inComment ? undefined : haproxySignature(snapshot.settingsFor(file.path).haproxy, cursor);
}

function haproxyCompletion(snapshot: Snapshot, file: HaproxyFile, offset: number): Completion | undefined {
  const cursor = haproxyCursor(file.syntax, offset);
  if (cursor.inComment) return undefined;
  const together = snapshot.loadedTogether(file.path).map((config) => config.syntax);
  const names = declaredNames(together.length > 0 ? together : [file.syntax], cursor.section);
  const { candidates, replaced } = haproxyCandidates(snapshot.settingsFor(file.path).haproxy, cursor, names);
  // Only what stands before the cursor is replaced: completing inside a word keeps its rest.
  return { candidates, range: { start: offset - replaced, end: offset } };
}

function keepalivedCompletion(snapshot: Snapshot, file: KeepalivedFile, offset: number): Completion | undefined {
  const cursor = keepalivedCursor(file.syntax, offset);
  if (!cursor) return undefined;
  const configurations = snapshot.keepalivedConfigs(file).map((config) => config.configuration);
  const names: DeclaredNames = (kind) => [
    ...new Set(configurations.flatMap((configuration) => namesDeclared(configuration, kind))),
  ];
  const candidates = keepalivedCandidates(snapshot.settingsFor(file.path).keepalived, cursor, names);
  return { candidates, range: { start: cursor.range.start, end: offset } };
}
