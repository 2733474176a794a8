import type { Occurrence } from '#core/catalog/symbol.ts';
import type { Language } from '#core/languages/language.ts';
import { type Chunk, chunkStart, type SyntaxFile } from '#core/syntax/chunk.ts';
import { parsePlainText } from '#core/syntax/plain-text.ts';

/**
 * A language that nobody has: each line is `light NAME` or `switch NAME`, and a switch names a light. It shows what is
 * enough for findings, completion, an outline and references in every adapter: this file, and a line in a table.
 */
export const toy: Language<SyntaxFile, readonly string[]> = {
  id: 'toy',
  program: { id: 'toy', name: 'Toy', oldest: [1, 0], newest: [2, 0], usual: [1, 5], folders: [] },
  guess: ({ name }) => (name.endsWith('.toy') ? 'certain' : undefined),
  parse: (text, previous) => parsePlainText(text, previous).syntax,
  models: ({ syntax }) => [lightsIn(syntax)],
  modelFor: ({ syntax }) => lightsIn(syntax),
  issuesIn({ syntax }, version) {
    const lights = new Set(lightsIn(syntax));
    return syntax.chunks.flatMap((chunk) =>
      wordsIn(chunk).flatMap(({ keyword, name, range }) => {
        const site = { chunk, range };
        if (keyword !== 'light' && keyword !== 'switch') {
          const message = `Toy ${version.join('.')} does not know "${keyword}".`;
          return { id: 'unknown-keyword', severity: 'error' as const, message, site };
        }
        if (keyword === 'light' || lights.has(name)) return [];
        return { id: 'undefined-light', severity: 'warning' as const, message: `There is no light "${name}".`, site };
      }),
    );
  },
  names: { occurrencesIn, fault: (_, name) => (/^\w+$/.test(name) ? undefined : 'A light is called by one word.') },
  assist: {
    complete(syntax, offset, _, together) {
      const text = syntax.chunks[0]?.text.slice(0, offset) ?? '';
      const start = text.search(/\w*$/);
      const isFirst = /(?:^|\n)\w*$/.test(text);
      const labels = isFirst ? ['light', 'switch'] : together.flat();
      const candidates = labels.map((label) => ({
        label,
        kind: isFirst ? ('keyword' as const) : ('name' as const),
        detail: '',
        doc: '',
        deprecated: false,
      }));
      return { candidates, range: { start, end: offset } };
    },
  },
  outline: ({ syntax }) =>
    syntax.chunks.flatMap((chunk) =>
      wordsIn(chunk).map(({ keyword, name, range }) => {
        const start = chunkStart(syntax, chunk) ?? 0;
        const placed = { start: start + range.start, end: start + range.end };
        const kind = keyword === 'light' ? ('section' as const) : ('setting' as const);
        return { title: `${keyword} ${name}`, detail: '', kind, range: placed, nameRange: placed, children: [] };
      }),
    ),
};

interface ToyLine {
  readonly keyword: string;
  readonly name: string;
  readonly range: { readonly start: number; readonly end: number };
}

function wordsIn({ lines, lineStarts }: Chunk): readonly ToyLine[] {
  return lines.flatMap(({ text }, index) => {
    const [keyword = '', name = ''] = text.trim().split(/\s+/);
    const start = lineStarts[index] ?? 0;
    return keyword === '' ? [] : [{ keyword, name, range: { start, end: start + text.trimEnd().length } }];
  });
}

function lightsIn({ chunks }: SyntaxFile): readonly string[] {
  return chunks.flatMap((chunk) => wordsIn(chunk).flatMap(({ keyword, name }) => (keyword === 'light' ? [name] : [])));
}

function occurrencesIn(chunk: Chunk): readonly Occurrence[] {
  return wordsIn(chunk).map(({ keyword, name, range }) => ({
    kind: 'light',
    name,
    keys: [`light ${name}`],
    declares: keyword === 'light',
    range: { start: range.end - name.length, end: range.end },
    whole: range,
  }));
}
