import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position, Range } from 'vscode-languageserver-types';
import { guarded } from '#core/base/failure.ts';
import type { Language, TextInParts } from '#core/languages/language.ts';
import { type Languages, languageOf, languages } from '#core/languages/languages.ts';
import type { SyntaxFile } from '#core/syntax/chunk.ts';

type PartedLanguage = Language & { readonly parts: TextInParts<SyntaxFile> };

function isParted(language: Language | undefined): language is PartedLanguage {
  return language?.parts !== undefined;
}

/** An open file of a language whose texts are kept in parts, such as the sections of HAProxy. */
export class SectionedDocument implements TextDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly language: PartedLanguage;
  readonly sections: SyntaxFile;

  constructor(uri: string, language: PartedLanguage, version: number, sections: SyntaxFile) {
    this.uri = uri;
    this.language = language;
    this.languageId = language.id;
    this.version = version;
    this.sections = sections;
  }

  get lineCount(): number {
    return this.language.parts.lineCountOf(this.sections);
  }

  getText(range?: Range): string {
    const text = this.language.parts.whole(this.sections);
    return range ? text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : text;
  }

  positionAt(offset: number): Position {
    const { line, column } = this.language.parts.placeAt(this.sections, offset);
    return { line, character: column };
  }

  offsetAt({ line, character }: Position): number {
    return this.language.parts.offsetOf(this.sections, { line, column: character });
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
    return this.language.parts.whole(this.sections).slice(start, this.offsetAt({ line: line + 1, character: 0 }));
  }
}

/**
 * Creates and changes documents for `TextDocuments`. `known`: what is known of a file of that language from the disk.
 * `table`: the languages that an editor may name.
 */
export function documentKeeper(
  known: (uri: string, language: Language) => SyntaxFile | undefined,
  table: Languages = languages,
) {
  return {
    create(uri: string, languageId: string, version: number, text: string): TextDocument {
      const plain = (): TextDocument => TextDocument.create(uri, languageId, version, text);
      return guarded(
        'opening a document',
        () => {
          const language = languageOf(languageId, table);
          if (!isParted(language)) return plain();
          const sections = language.parts.of(text, known(uri, language));
          return sections ? new SectionedDocument(uri, language, version, sections) : plain();
        },
        plain,
      );
    },
    update(document: TextDocument, changes: TextDocumentContentChangeEvent[], version: number): TextDocument {
      if (!(document instanceof SectionedDocument)) return TextDocument.update(document, changes, version);
      const { uri, languageId, language, sections } = document;
      let changed: TextDocument = new SectionedDocument(uri, language, version, sections);
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
  const { uri, language, sections } = document;
  const { parts } = language;
  const next = 'range' in change ? withRange(document, change.range, change.text) : parts.of(change.text, sections);
  if (next && parts.countsLinesAsEditors(next)) return new SectionedDocument(uri, language, version, next);
  return TextDocument.create(uri, language.id, version, next ? parts.whole(next) : change.text);
}

function withRange(document: SectionedDocument, range: Range, text: string): SyntaxFile {
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  return document.language.parts.withEdit(
    document.sections,
    { start: Math.min(start, end), end: Math.max(start, end) },
    text,
  );
}
