import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type TextDocumentEdit,
} from 'vscode-languageserver-types';
import { type Finding, placesOf } from '#core/lint/finding.ts';
import type { FileEdits } from '#core/workspace/fixes.ts';
import { offersFor } from '#core/workspace/offers.ts';
import { safeFixes } from '#core/workspace/safe-fixes.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { affordableTrials } from '#core/workspace/trial.ts';
import type { Positions } from '../positions.ts';

/** `Fix all` of this extension alone, as `editor.codeActionsOnSave` names it. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.haconf`;

/** The kinds that the server offers, for its capabilities. */
export const codeActionKinds: readonly string[] = [CodeActionKind.QuickFix, fixAllKind];

/** The protocol's parameters as far as they are used. */
export interface CodeActionQuery {
  readonly textDocument: { readonly uri: string };
  readonly range: Range;
  readonly context: CodeActionContext;
}

/** What mends the findings of a range, in whichever file has to change, and what mends all safe ones of the document. */
export function codeActions(
  snapshot: Snapshot,
  positions: Positions,
  query: CodeActionQuery,
  canResolve: boolean,
): CodeAction[] {
  const { uri } = query.textDocument;
  const wants = (kind: string): boolean =>
    query.context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? true;
  const quick = wants(CodeActionKind.QuickFix) ? quickFixes(snapshot, positions, query) : [];
  const shown = quick.flatMap(({ withSecret, ...action }) =>
    withSecret ? withheld(action, query, canResolve) : action,
  );
  const all = wants(fixAllKind) ? fixAll(snapshot, positions, uri) : [];
  return [...shown, ...all];
}

/** Where an action was offered, to find it again. */
interface Offered {
  readonly uri: string;
  readonly range: Range;
}

/**
 * An action whose edit writes a secret, without the edit: an editor lists actions, and logs them, wherever the cursor
 * goes. It asks for the edit when it is wanted; one that cannot ask gets no such action.
 */
function withheld({ edit, ...action }: CodeAction, query: CodeActionQuery, canResolve: boolean): CodeAction[] {
  const data: Offered = { uri: query.textDocument.uri, range: query.range };
  return canResolve ? [{ ...action, data }] : [];
}

/** The action with its edit, as the files are now. */
export function resolveCodeAction(snapshot: Snapshot, positions: Positions, action: CodeAction): CodeAction {
  const { uri, range } = (action.data ?? {}) as Partial<Offered>;
  if (uri === undefined || !range) return action;
  const query: CodeActionQuery = { textDocument: { uri }, range, context: { diagnostics: [] } };
  const found = quickFixes(snapshot, positions, query).find(
    ({ title, withSecret }) => withSecret && title === action.title,
  );
  return found?.edit ? { ...action, edit: found.edit } : action;
}

interface FoundAction extends CodeAction {
  readonly withSecret: boolean;
}

/** So many findings are mended from one menu: nobody reads a longer one, and a broken file may have thousands in a line. */
const mostFindings = 200;

/** So many results are judged before a menu opens: each costs what a keystroke does. Fewer in a long file. */
const mostTrials = 40;

function quickFixes(snapshot: Snapshot, positions: Positions, query: CodeActionQuery): FoundAction[] {
  const { uri } = query.textDocument;
  const known = new Set<string>();
  let looked = 0;
  let tried = 0;
  const trials = affordableTrials(snapshot, uri, mostTrials);
  return findingsIn(snapshot, uri).flatMap((finding): FoundAction[] => {
    if (looked >= mostFindings) return [];
    const ranges = placesIn(finding, uri).map(positions.siteRange);
    if (!ranges.some((range) => overlap(range, query.range))) return [];
    looked++;
    const diagnostics = query.context.diagnostics.filter((diagnostic) => isOf(diagnostic, finding, ranges));
    const [here] = placesIn(finding, uri);
    const offered = here ? offersFor(snapshot, finding, here, () => tried++ < trials) : [];
    return offered.flatMap(({ title, edits, preferred, withSecret }): FoundAction[] => {
      const edit = { documentChanges: documentEdits(edits, positions) };
      // A finding that several rules or lines share is mended once.
      const key = JSON.stringify([title, edit]);
      if (known.has(key)) return [];
      known.add(key);
      const action = { title, kind: CodeActionKind.QuickFix, diagnostics, edit, withSecret };
      return [{ ...action, ...(preferred && { isPreferred: true }) }];
    });
  });
}

/** Runs when a file is saved: it changes that file alone, so only fixes that stay inside it take part. */
function fixAll(snapshot: Snapshot, positions: Positions, uri: string): CodeAction[] {
  const own = findingsIn(snapshot, uri).map(({ fixes, ...finding }): Finding => {
    const inside = fixes?.filter((fix) => fix.edits.every(({ at }) => at.path === uri));
    return inside ? { ...finding, fixes: inside } : finding;
  });
  const { edits } = safeFixes(snapshot, own);
  if (edits.size === 0) return [];
  return [
    {
      title: 'Fix all that can be fixed safely',
      kind: fixAllKind,
      edit: { documentChanges: documentEdits(edits, positions) },
    },
  ];
}

/** The findings that the editor shows in a file. */
function findingsIn(snapshot: Snapshot, uri: string): readonly Finding[] {
  const between = snapshot.clusterFindings().filter((finding) => placesIn(finding, uri).length > 0);
  return [...snapshot.fileFindings(uri), ...between];
}

/** Where a finding is shown in a file: where it stands, and where it is mirrored. */
function placesIn(finding: Finding, uri: string) {
  return placesOf(finding).filter((at) => at.path === uri);
}

function isOf(diagnostic: Diagnostic, finding: Finding, ranges: readonly Range[]): boolean {
  return diagnostic.code === finding.rule && ranges.some((range) => overlap(range, diagnostic.range));
}

/** Touching counts: a cursor at the end of a word is on it. */
function overlap(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** With the version of each open document: an editor then refuses edits that come too late. */
function documentEdits(edits: FileEdits, positions: Positions): TextDocumentEdit[] {
  return [...edits].map(([uri, list]) => ({
    textDocument: { uri, version: positions.version(uri) },
    edits: list.map(({ range, text }) => ({ range: positions.range(uri, range), newText: text })),
  }));
}
