import type { FormattingOptions, Range, TextEdit } from 'vscode-languageserver-types';
import type { PlacedEdit } from '#core/workspace/fixes.ts';
import { formattingAfter, formattingOf } from '#core/workspace/formatting.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Positions } from '../positions.ts';

/** The edits that lay out a document, or only the lines of a range. */
export function formatting(
  snapshot: Snapshot,
  positions: Positions,
  uri: string,
  options: FormattingOptions,
  range?: Range,
): TextEdit[] {
  const within = range && { start: positions.offset(uri, range.start), end: positions.offset(uri, range.end) };
  return textEdits(positions, uri, formattingOf(snapshot, uri, layoutOf(snapshot, options), within));
}

/** The edits behind a typed line end or closing brace. */
export function onTypeFormatting(
  snapshot: Snapshot,
  positions: Positions,
  uri: string,
  offset: number,
  typed: string,
  options: FormattingOptions,
): TextEdit[] {
  return textEdits(positions, uri, formattingAfter(snapshot, uri, offset, typed, layoutOf(snapshot, options)));
}

function layoutOf(snapshot: Snapshot, { insertSpaces, tabSize }: FormattingOptions) {
  // An editor that says nothing sensible gets what the programs' own examples use.
  const width = Number.isInteger(tabSize) && tabSize > 0 ? Math.min(tabSize, 16) : 4;
  return { indent: insertSpaces === false ? '\t' : ' '.repeat(width), align: snapshot.settings.format.align };
}

function textEdits(positions: Positions, uri: string, edits: readonly PlacedEdit[]): TextEdit[] {
  return edits.map(({ range, text }) => ({ range: positions.range(uri, range), newText: text }));
}
