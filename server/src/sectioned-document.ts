import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position, Range } from 'vscode-languageserver-types';
import { guarded } from '#core/base/failure.ts';
import {
  isSectioned,
  lineCountOf,
  offsetOf,
  placeAt,
  type SectionedText,
  sectioned,
  wholeText,
  withEdit,
} from '#core/workspace/sectioned-text.ts';

/** An open HAProxy file, kept as its sections. */
export class SectionedDocument implements TextDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly sections: SectionedText;

  constructor(uri: string, languageId: string, version: number, sections: SectionedText) {
    this.uri = uri;
    this.languageId = languageId;
    this.version = version;
    this.sections = sections;
  }

  get lineCount(): number {
    return lineCountOf(this.sections);
  }

  getText(range?: Range): string {
    const text = wholeText(this.sections);
    return range ? text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : text;
  }

  positionAt(offset: number): Position {
    const { line, column } = placeAt(this.sections, offset);
    return { line, character: column };
  }

  offsetAt({ line, character }: Position): number {
    return offsetOf(this.sections, { line, column: character });
  }

  getLineRange(line: number): Range {
    const inside = Math.max(0, Math.min(line, this.lineCount - 1));
    const end = this.positionAt(this.offsetAt({ line: inside, character: Number.MAX_SAFE_INTEGER }));
    const start = { line: inside, character: 0 };
    return { start, end: line < 0 ? start : end };
  }

  getEOLCharacters(line: number): string {
    if (line < 0 || line >= this.lineCount) return '';
    const start = this.offsetAt({ line, character: Number.MAX_SAFE_INTEGER });
    return wholeText(this.sections).slice(start, this.offsetAt({ line: line + 1, character: 0 }));
  }
}

/** Creates and changes documents for `TextDocuments`. `known`: what is known of the file from the disk. */
export function documentKeeper(known: (uri: string) => SectionedText | undefined) {
  return {
    create(uri: string, languageId: string, version: number, text: string): TextDocument {
      const plain = (): TextDocument => TextDocument.create(uri, languageId, version, text);
      return guarded(
        'opening a document',
        () => {
          const sections = languageId === 'haproxy' ? sectioned(text, known(uri)) : undefined;
          return sections ? new SectionedDocument(uri, languageId, version, sections) : plain();
        },
        plain,
      );
    },
    update(document: TextDocument, changes: TextDocumentContentChangeEvent[], version: number): TextDocument {
      if (!(document instanceof SectionedDocument)) return TextDocument.update(document, changes, version);
      const { uri, languageId, sections } = document;
      let changed: TextDocument = new SectionedDocument(uri, languageId, version, sections);
      for (const change of changes) {
        const before = changed;
        changed = guarded(
          'changing a document',
          () =>
            before instanceof SectionedDocument
              ? changedBy(before, change, version)
              : TextDocument.update(before, [change], version),
          // As text alone it is what the editor shows, whatever haconf thinks of it.
          () => TextDocument.update(TextDocument.create(uri, languageId, version, before.getText()), [change], version),
        );
      }
      return changed;
    },
  };
}

/** Places in it are again those of the editor: where sections cannot tell them, it becomes a plain document. */
function changedBy(document: SectionedDocument, change: TextDocumentContentChangeEvent, version: number): TextDocument {
  const { uri, languageId, sections } = document;
  const next = 'range' in change ? withRange(document, change.range, change.text) : sectioned(change.text, sections);
  if (next && isSectioned(next)) return new SectionedDocument(uri, languageId, version, next);
  return TextDocument.create(uri, languageId, version, next ? wholeText(next) : change.text);
}

function withRange(document: SectionedDocument, range: Range, text: string): SectionedText {
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  return withEdit(document.sections, { start: Math.min(start, end), end: Math.max(start, end) }, text);
}
