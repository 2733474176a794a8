import { lineColumnAt } from '../base/line-index.ts';
import type { TextRange } from '../base/text-range.ts';
import type { FileSite } from '../cluster/cluster.ts';
import type { ProgramMessage } from '../languages/issue.ts';
import type { KeepalivedSyntax } from '../languages/keepalived/parser.ts';
import type { SourceFile } from '../languages/language.ts';
import { severities } from '../lint/finding.ts';
import { shownText } from '../lint/shown-finding.ts';
import { absoluteRange, chunkAt } from '../syntax/chunk.ts';
import type { Snapshot } from './snapshot.ts';
import { linesOf } from './source-file.ts';

/** A message of a real program and the words of the line that it is about. */
export interface PlacedMessage {
  readonly message: ProgramMessage;
  readonly range: TextRange;
}

/**
 * The messages that say more than our findings: those about a line on which we report nothing as severe. One without a
 * line is left out when we report something as severe anywhere in the file.
 */
export function newMessages(
  snapshot: Snapshot,
  path: string,
  messages: readonly ProgramMessage[],
): readonly PlacedMessage[] {
  const file = snapshot.files.get(path);
  if (!file) return [];
  const lines = linesOf(file);
  const worst = new Map<number, number>();
  for (const { at, severity } of snapshot.fileFindings(path)) {
    const { start, end } = absoluteRange(file.syntax, at.site);
    const rank = severities.indexOf(severity);
    for (let line = lineColumnAt(lines, start).line; line <= lineColumnAt(lines, end).line; line++) {
      worst.set(line, Math.min(rank, worst.get(line) ?? rank));
    }
  }
  const worstOfAll = Math.min(severities.length, ...worst.values());
  const together = file.language.chunksShareNames ? (file.syntax as KeepalivedSyntax).chunks : [];
  return messages.flatMap((message): PlacedMessage[] => {
    const rank = severities.indexOf(message.severity);
    const index = message.line === undefined ? 0 : message.line - 1;
    const ours = message.line === undefined ? worstOfAll : (worst.get(index) ?? severities.length);
    if (ours <= rank) return [];
    const start = lines.starts[index] ?? lines.starts.at(-1) ?? 0;
    const text = file.text.slice(start, lines.starts[index + 1] ?? file.text.length);
    const shown = shownText(message.text, placesOf(file, message.line === undefined ? undefined : start), together);
    const indent = text.length - text.trimStart().length;
    return [
      {
        message: { ...message, text: shown },
        range: { start: start + (text.trim() === '' ? 0 : indent), end: start + text.trimEnd().length },
      },
    ];
  });
}

/** Where a message may have its words from: around an offset, or anywhere. */
function placesOf({ path, syntax }: SourceFile, offset: number | undefined): readonly FileSite[] {
  if (offset === undefined)
    return syntax.chunks.map((chunk) => ({ path, site: { chunk, range: { start: 0, end: 0 } } }));
  const found = chunkAt(syntax, offset);
  if (!found) return [];
  const at = offset - found.start;
  return [{ path, site: { chunk: found.chunk, range: { start: at, end: at } } }];
}
