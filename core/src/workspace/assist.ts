import type { TextRange } from '../base/text-range.ts';
import {
  type Candidate,
  type Cursor,
  candidatesAt,
  type DeclaredNames,
  type Explanation,
  explainAt,
  type SignatureAt,
} from '../catalog/assist.ts';
import type { NameKind } from '../catalog/keyword.ts';
import { haproxyCandidates } from '../languages/haproxy/assist.ts';
import { haproxyCursor } from '../languages/haproxy/cursor.ts';
import { haproxyExplanation, haproxySignature } from '../languages/haproxy/explain.ts';
import { declaredNames } from '../languages/haproxy/names.ts';
import { keepalivedCatalog, namedLines } from '../languages/keepalived/catalog.ts';
import type { KeepalivedConfig } from '../languages/keepalived/config.ts';
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
  const explanation = cursor && explainAt(keepalivedCatalog, snapshot.settingsFor(file.path).keepalived, cursor);
  return explanation && { explanation, range: cursor.range };
}

/** How the keyword around an offset is written; of keepalived's, a line is short enough to need none. */
export function signatureAt(snapshot: Snapshot, path: string, offset: number): SignatureAt | undefined {
  const file = snapshot.files.get(path);
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
  const cursor: Cursor | undefined = keepalivedCursor(file.syntax, offset);
  if (!cursor) return undefined;
  const names: DeclaredNames = (kind) => keepalivedNames(snapshot.keepalivedConfigs(file), kind);
  const kind = cursor.at === 0 ? namedLines.get(cursor.context) : undefined;
  const named = kind ? names(kind).map((label) => nameCandidate(label, kind)) : [];
  const candidates = candidatesAt(keepalivedCatalog, snapshot.settingsFor(file.path).keepalived, cursor, names);
  return { candidates: [...named, ...candidates], range: { start: cursor.range.start, end: offset } };
}

function keepalivedNames(configs: readonly KeepalivedConfig[], kind: NameKind): string[] {
  const list = configs.flatMap((config) => {
    if (kind === 'vrrp_script') return config.scripts;
    if (kind === 'vrrp_instance') return config.instances;
    return kind === 'vrrp_track_process' ? config.processes : [];
  });
  return [...new Set(list.map((declared) => declared.name))];
}

function nameCandidate(label: string, kind: NameKind): Candidate {
  return {
    label,
    kind: 'name',
    detail: kind,
    doc: `Declared in this file by \`${kind} ${label}\`.`,
    deprecated: false,
  };
}
