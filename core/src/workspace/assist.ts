import type { TextRange } from '../base/text-range.ts';
import {
  type Candidate,
  type Cursor,
  candidatesAt,
  type DeclaredNames,
  type Explanation,
  explainAt,
} from '../catalog/assist.ts';
import type { NameKind } from '../catalog/keyword.ts';
import { haproxyCatalog } from '../languages/haproxy/catalog.ts';
import type { HaproxyConfig } from '../languages/haproxy/config.ts';
import { haproxyCursor } from '../languages/haproxy/cursor.ts';
import { keepalivedCatalog, namedLines } from '../languages/keepalived/catalog.ts';
import type { KeepalivedConfig } from '../languages/keepalived/config.ts';
import { keepalivedCursor } from '../languages/keepalived/cursor.ts';
import type { Settings } from './settings.ts';
import type { Snapshot } from './snapshot.ts';
import { haproxyConfig, keepalivedVariants, type SourceFile } from './source-file.ts';

/** What may stand at a place, and the range of the file that it replaces. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly range: TextRange;
}

/** Everything that may stand at an offset of a file; nothing inside a comment or an unknown file. */
export function completionAt(snapshot: Snapshot, path: string, offset: number): Completion | undefined {
  const file = snapshot.files.get(path);
  const cursor = file && cursorIn(file, offset);
  if (!file || !cursor) return undefined;
  // Only what stands before the cursor is replaced: completing inside a word keeps its rest.
  const range = { start: cursor.range.start, end: offset };
  const { catalog, version } = languageOf(file, snapshot.settings);
  const names = declaredNames(snapshot, file);
  const kind = file.language === 'keepalived' && cursor.at === 0 ? namedLines.get(cursor.context) : undefined;
  const named = kind ? names(kind).map((label) => nameCandidate(label, kind)) : [];
  return { candidates: [...named, ...candidatesAt(catalog, version, cursor, names)], range };
}

/** What the catalogue says of the word at an offset, and the word's range. */
export function explanationAt(
  snapshot: Snapshot,
  path: string,
  offset: number,
): { readonly explanation: Explanation; readonly range: TextRange } | undefined {
  const file = snapshot.files.get(path);
  const cursor = file && cursorIn(file, offset);
  if (!file || !cursor) return undefined;
  const { catalog, version } = languageOf(file, snapshot.settings);
  const explanation = explainAt(catalog, version, cursor);
  return explanation && { explanation, range: cursor.range };
}

function cursorIn(file: SourceFile, offset: number): Cursor | undefined {
  if (file.language === 'sysctl') return undefined;
  return file.language === 'haproxy' ? haproxyCursor(file.syntax, offset) : keepalivedCursor(file.syntax, offset);
}

function languageOf(file: SourceFile, settings: Settings) {
  return file.language === 'keepalived'
    ? { catalog: keepalivedCatalog, version: settings.keepalived }
    : { catalog: haproxyCatalog, version: settings.haproxy };
}

function declaredNames(snapshot: Snapshot, file: SourceFile): DeclaredNames {
  if (file.language === 'haproxy') {
    const configs = snapshot.loadedTogether(file.path);
    return (kind) => haproxyNames(configs.length > 0 ? configs : [haproxyConfig(file)], kind);
  }
  return file.language === 'keepalived' ? (kind) => keepalivedNames(keepalivedVariants(file), kind) : () => [];
}

function haproxyNames(configs: readonly HaproxyConfig[], kind: NameKind): string[] {
  if (kind !== 'backend') return [];
  return configs.flatMap((config) =>
    config.sections.flatMap((section) =>
      section.name && (section.kind === 'backend' || section.kind === 'listen') ? [section.name.name] : [],
    ),
  );
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
