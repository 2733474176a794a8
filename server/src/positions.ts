import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position, Range } from 'vscode-languageserver-types';
import { lineColumnAt, offsetAt } from '#core/base/line-index.ts';
import type { TextRange } from '#core/base/text-range.ts';
import type { FileSite } from '#core/cluster/cluster.ts';
import { absoluteRange, type Chunk, chunkStart } from '#core/syntax/chunk.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { linesOf } from '#core/workspace/source-file.ts';

/** Translates between the core's offsets and the protocol's lines. */
export interface Positions {
  range(uri: string, range: TextRange): Range;
  /** The range of a finding's place. */
  siteRange(at: FileSite): Range;
  /** The line in which the chunk of a place starts. */
  chunkLine(at: FileSite): number;
  offset(uri: string, position: Position): number;
  /** The version of an open document; null for a file that no editor has open. */
  version(uri: string): number | null;
}

/**
 * For an open document the editor's idea of a line counts (it also ends lines at a lone CR); for a file on disk the
 * programs' does.
 */
export function positionsOf(snapshot: Snapshot, documents: TextDocuments<TextDocument>): Positions {
  const position = (uri: string, offset: number): Position => {
    const document = documents.get(uri);
    if (document) return document.positionAt(offset);
    const file = snapshot.files.get(uri);
    if (!file) return { line: 0, character: 0 };
    const { line, column } = lineColumnAt(linesOf(file), offset);
    return { line, character: column };
  };
  const range = (uri: string, { start, end }: TextRange): Range => ({
    start: position(uri, start),
    end: position(uri, end),
  });
  /** Findings of a section come one after the other. */
  let latest: { chunk: Chunk; path: string; line: number } | undefined;
  return {
    range,
    siteRange: ({ path, site }) => {
      const file = snapshot.files.get(path);
      return range(path, file ? absoluteRange(file.syntax, site) : { start: 0, end: 0 });
    },
    chunkLine: ({ path, site: { chunk } }) => {
      if (latest?.chunk !== chunk || latest.path !== path) {
        const file = snapshot.files.get(path);
        const start = (file && chunkStart(file.syntax, chunk)) ?? 0;
        latest = { chunk, path, line: position(path, start).line };
      }
      return latest.line;
    },
    offset: (uri, position) => {
      const document = documents.get(uri);
      if (document) return document.offsetAt(position);
      const file = snapshot.files.get(uri);
      return file ? offsetAt(linesOf(file), { line: position.line, column: position.character }) : 0;
    },
    version: (uri) => documents.get(uri)?.version ?? null,
  };
}
