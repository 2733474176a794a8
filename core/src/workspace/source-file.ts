import { failureOf } from '../base/failure.ts';
import { type LineIndex, lineIndex } from '../base/line-index.ts';
import { memo } from '../base/memo.ts';
import { isOf, type Language, type SourceFile } from '../languages/language.ts';
import type { Chunk, SyntaxFile } from '../syntax/chunk.ts';
import type { Stretch } from '../syntax/stretch.ts';
import { isTemplate, mayBeTemplate } from '../syntax/template.ts';

/** As `sourceFile`, whatever happens: a file whose reading fails costs itself only. */
export function sourceFileOrFailure(...input: Parameters<typeof sourceFile>): SourceFile {
  const [path, language] = input;
  try {
    return sourceFile(...input);
  } catch (thrown) {
    return { ...sourceFile(path, language, ''), failure: failureOf(`reading ${language.id}`, thrown) };
  }
}

/** Parses a text; what did not change since `previous` keeps its identity, and with it everything derived from it. */
export function sourceFile(path: string, language: Language, text: string, previous?: SourceFile): SourceFile {
  const before = isOf(previous, language) ? previous : undefined;
  if (language.parts && before && !before.template && !before.failure) {
    return fileInParts(path, language, language.parse(text, before.syntax));
  }
  const template = language.withoutMarks !== undefined && isTemplate(text);
  const plain = template ? (language.withoutMarks?.(text) ?? text) : text;
  return { path, language, text, template, syntax: language.parse(plain, before?.syntax) };
}

/** A file that is given by its parts. Its text is put together when somebody asks for it. */
export function fileInParts(path: string, language: Language, syntax: SyntaxFile): SourceFile {
  const { parts } = language;
  if (!parts) throw new RangeError(`${language.id} is not kept in parts`);
  if (parts.stretchesOf(syntax).some(opensTemplate) && isTemplate(parts.whole(syntax))) {
    return sourceFile(path, language, parts.whole(syntax));
  }
  return {
    path,
    language,
    template: false,
    syntax,
    get text() {
      return parts.whole(syntax);
    },
  };
}

export const linesOf: (file: SourceFile) => LineIndex = memo((file: SourceFile) => lineIndex(file.text));

/** Whether some comment of the file speaks to haconf. Hardly any file has one, and this is asked after every keystroke. */
export const hasDirectives: (file: SourceFile) => boolean = memo(({ language, syntax }: SourceFile) =>
  language.parts ? language.parts.stretchesOf(syntax).some(mentionsUs) : mentionsUs(syntax),
);

/** Of some chunks, asked again only of those that changed. */
const mentionsUs = memo(({ chunks }: { readonly chunks: readonly Chunk[] }): boolean =>
  chunks.some(({ text }) => text.includes('haconf:')),
);

const opensTemplate = memo(({ chunks }: Stretch): boolean => chunks.some(({ text }) => mayBeTemplate(text)));
