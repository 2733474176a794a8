import { type CompletionItem, CompletionItemKind, CompletionItemTag } from 'vscode-languageserver-types';
import type { Candidate } from '#core/catalog/assist.ts';
import { completionAt } from '#core/workspace/assist.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Positions } from '../positions.ts';

const kinds: Readonly<Record<Candidate['kind'], CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  block: CompletionItemKind.Module,
  value: CompletionItemKind.EnumMember,
  name: CompletionItemKind.Reference,
  function: CompletionItemKind.Function,
  variable: CompletionItemKind.Variable,
};

/** Everything that may stand at an offset; the editor filters by what has been typed. */
export function completion(snapshot: Snapshot, positions: Positions, uri: string, offset: number): CompletionItem[] {
  const found = completionAt(snapshot, uri, offset);
  if (!found) return [];
  const range = positions.range(uri, found.range);
  return found.candidates.map((candidate, index) => ({
    label: candidate.label,
    kind: kinds[candidate.kind],
    detail: candidate.detail,
    documentation: { kind: 'markdown', value: candidate.doc },
    sortText: String(index).padStart(5, '0'),
    textEdit: { range, newText: candidate.insert ?? candidate.label },
    ...(candidate.deprecated && { tags: [CompletionItemTag.Deprecated] }),
  }));
}
