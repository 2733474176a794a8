import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { type Range, TextDocument } from 'vscode-languageserver-textdocument';
import { type HaproxySyntax, sourceOf } from '#core/languages/haproxy/parser.ts';
import { documentKeeper, SectionedDocument } from '#server/sectioned-document.ts';

const piece = fc.constantFrom(
  ...[
    'global\n',
    'frontend f\n',
    'backend b\r\n',
    '  server s 1.2.3.4:80\n',
    '\n',
    ' ',
    'x',
    '#',
    '\r\n',
    '\r',
    '\ufeff',
  ],
  ...['defaults', '  mode http', '🦊', 'listen l\n\n\n'],
);
const text = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
/** Places far outside are asked for, too. */
const place = fc.record({ line: fc.integer({ min: -1, max: 30 }), character: fc.integer({ min: -1, max: 30 }) });
const edit = fc.oneof(
  { weight: 9, arbitrary: fc.record({ a: place, b: place, text }).map(ranged) },
  { weight: 1, arbitrary: text.map((whole): TextDocumentContentChangeEvent => ({ text: whole })) },
);

function ranged({ a, b, text: inserted }: { a: Place; b: Place; text: string }): TextDocumentContentChangeEvent {
  const [start, end] = a.line < b.line || (a.line === b.line && a.character <= b.character) ? [a, b] : [b, a];
  return { range: { start, end }, text: inserted };
}

function existing({ start, end }: Range, document: TextDocument): Range {
  const place = (position: Place): Place => document.positionAt(document.offsetAt(position));
  return { start: place(start), end: place(end) };
}
type Place = { readonly line: number; readonly character: number };

test('a document that is kept as sections says what a plain one says', { timeout: 60_000 }, () => {
  const keeper = documentKeeper(() => undefined);
  let sectionedOnes = 0;
  fc.assert(
    fc.property(text, fc.array(fc.array(edit, { maxLength: 3 }), { maxLength: 6 }), (first, versions) => {
      let ours = keeper.create('file:///h.cfg', 'haproxy', 1, first);
      let plain = TextDocument.create('file:///h.cfg', 'haproxy', 1, first);
      versions.forEach((changes, index) => {
        // Editors send places that exist; a plain document counts its lines wrong after others.
        const sent = changes.map((change) => {
          const real = 'range' in change ? { ...change, range: existing(change.range, plain) } : change;
          plain = TextDocument.update(plain, [real], index + 2);
          return real;
        });
        ours = keeper.update(ours, sent, index + 2);
        if (ours instanceof SectionedDocument) sectionedOnes++;
        expect(ours.version).toBe(index + 2);
        expect(ours.getText()).toBe(plain.getText());
        expect(ours.lineCount).toBe(plain.lineCount);
        for (let offset = -1; offset <= plain.getText().length + 1; offset++) {
          expect(ours.positionAt(offset)).toEqual(plain.positionAt(offset));
        }
        for (let line = -1; line <= plain.lineCount; line++) {
          for (const character of [-1, 0, 3, 1000]) {
            expect(ours.offsetAt({ line, character })).toBe(plain.offsetAt({ line, character }));
          }
          expect(ours.getLineRange(line)).toEqual(plain.getLineRange(line));
          expect(ours.getEOLCharacters(line)).toBe(plain.getEOLCharacters(line));
        }
      });
    }),
    { numRuns: 1000 },
  );
  expect(sectionedOnes).toBeGreaterThan(500);
});

test('an edit reads the sections around it and no others', () => {
  const keeper = documentKeeper(() => undefined);
  const source = Array.from({ length: 300 }, (_, i) => `backend b${i}\n    server s 192.0.2.1:80 check\n`).join('');
  const before = keeper.create('file:///h.cfg', 'haproxy', 1, source);
  const place = { line: 301, character: 13 };
  const after = keeper.update(before, [{ range: { start: place, end: place }, text: 'x' }], 2);
  if (!(before instanceof SectionedDocument && after instanceof SectionedDocument)) throw new Error('plain documents');
  const [old, now] = [before.sections as HaproxySyntax, after.sections as HaproxySyntax];
  const kept = new Set(old.chunks);
  expect(now.chunks.filter((chunk) => !kept.has(chunk))).toHaveLength(1);
  const stretches = new Set(old.stretches);
  expect(now.stretches.filter((stretch) => !stretches.has(stretch))).toHaveLength(1);
  expect(sourceOf(now)).toBe(source.replace('backend b150\n    server s ', 'backend b150\n    server s x'));
});
