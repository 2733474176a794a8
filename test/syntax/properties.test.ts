import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lowerHaproxy } from '#core/languages/haproxy/lower.ts';
import { type HaproxySyntax, parseHaproxy } from '#core/languages/haproxy/parser.ts';
import { lowerKeepalived } from '#core/languages/keepalived/lower.ts';
import { type KeepalivedSyntax, parseKeepalived } from '#core/languages/keepalived/parser.ts';
import { parseSysctl } from '#core/languages/sysctl/sysctl.ts';
import type { SyntaxFile } from '#core/syntax/chunk.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { propertyRuns, propertyTime } from '../support/property-runs.ts';
import { describeFinding, snapshotOf } from '../support/workspace.ts';

interface Language {
  /** `previous` is a parse of the same language. */
  readonly parse: (text: string, previous?: SyntaxFile) => SyntaxFile;
  readonly path: string;
  readonly example: string;
}

const languages: Readonly<Record<'haproxy' | 'keepalived', Language>> = {
  haproxy: {
    parse: (text, previous) => parseHaproxy(text, previous as HaproxySyntax | undefined),
    path: 'haproxy.cfg',
    example: readFileSync('examples/pair/lb1/haproxy.cfg', 'utf8'),
  },
  keepalived: {
    parse: (text, previous) => parseKeepalived(text, previous as KeepalivedSyntax | undefined),
    path: 'keepalived.conf',
    example: readFileSync('examples/pair/lb1/keepalived.conf', 'utf8'),
  },
};

/** Pieces that mean something to a lexer, so that random texts are more than noise. */
const pieces = fc.constantFrom(
  ...[
    'global',
    'frontend f',
    'backend b',
    'vrrp_instance V',
    '{',
    '}',
    '"',
    "'",
    '\\',
    '\\x4',
    '#',
    '!',
    '$A',
    '$' + '{A}',
  ],
  ...['@lb1', '@^lb1', '~SEQ(a,1,2)', ' ', '\t', '\n', '\r\n', '\r', '\0', '\ufeff', 'é', '🦊', '$A=1', 'include x'],
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
);

function textOf(file: SyntaxFile): string {
  return file.chunks.flatMap((chunk) => chunk.lines.flatMap((line) => line.tokens.map((token) => token.text))).join('');
}

/** One edit: a random text in place of a random range. */
const edit = fc.record({ at: fc.nat(2000), remove: fc.nat(40), insert: text });

function apply(source: string, { at, remove, insert }: { at: number; remove: number; insert: string }): string {
  const start = Math.min(at, source.length);
  return source.slice(0, start) + insert + source.slice(start + remove);
}

for (const language of ['haproxy', 'keepalived'] as const) {
  const { parse, path, example } = languages[language];
  describe(language, () => {
    test('any text comes back from its tokens, character by character', () => {
      fc.assert(
        fc.property(text, (source) => {
          expect(textOf(parse(source))).toBe(source);
        }),
        { numRuns: propertyRuns(500) },
      );
    });

    test('the words of a line lie in it, in order, and chunks know their lines', () => {
      fc.assert(
        fc.property(text, (source) => {
          for (const chunk of parse(source).chunks) {
            expect(chunk.text).toBe(chunk.lines.map((line) => line.text).join(''));
            for (const line of chunk.lines) {
              let end = 0;
              for (const word of line.words) {
                expect(word.range.start).toBeGreaterThanOrEqual(end);
                expect(word.range.end).toBeGreaterThan(word.range.start);
                end = word.range.end;
              }
              expect(end).toBeLessThanOrEqual(line.text.length);
            }
          }
        }),
      );
    });

    test('after any edits, everything equals a fresh computation on the final text', {
      timeout: propertyTime(20_000),
    }, () => {
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
          const workspace = new Workspace();
          let source = example;
          workspace.applyChange({ set: [{ path, language, text: source }] });
          for (const one of edits) {
            source = apply(source, one);
            workspace.applyChange({ set: [{ path, language, text: source }] });
            // Asked in between as an editor does, so that memos are filled.
            workspace.snapshot.findings();
          }
          const fresh = new Workspace().applyChange({ set: [{ path, language, text: source }] });
          const list = (snapshot: typeof fresh) =>
            snapshot.findings().map((finding) => describeFinding(snapshot, finding));
          expect(list(workspace.snapshot)).toEqual(list(fresh));
          expect(textOf(parse(source))).toBe(source);
        }),
        { numRuns: propertyRuns(300) },
      );
    });

    test('an unchanged section is the same object after an edit elsewhere', () => {
      const before = parse(example);
      const after = parse(`# a new first line\n\n${example}`, before);
      expect(after.chunks.length).toBeGreaterThanOrEqual(before.chunks.length);
      expect(after.chunks.at(-1)).toBe(before.chunks.at(-1));
      expect(after.chunks.at(-2)).toBe(before.chunks.at(-2));
    });

    test('equal sections are two objects', () => {
      const first = parse(example);
      const doubled = parse(example + example, first);
      expect(new Set(doubled.chunks).size).toBe(doubled.chunks.length);
    });

    test('a line of 5 MB and a file of 100,000 lines take time in proportion', { timeout: 180_000 }, () => {
      const timed = (source: string): number => {
        const start = performance.now();
        snapshotOf(new Map([[path, source]])).findings();
        return performance.now() - start;
      };
      timed(example);
      // Generous for a busy machine: a quadratic reader would need many minutes.
      expect(timed(`${'x '.repeat(1_000_000)}\n`)).toBeLessThan(30_000);
      expect(timed(`${'x'.repeat(5_000_000)}\n`)).toBeLessThan(30_000);
      expect(timed(`${'"'.repeat(5_000_000)}\n`)).toBeLessThan(30_000);
      expect(timed('{\n'.repeat(100_000))).toBeLessThan(30_000);
      expect(timed('a {\n'.repeat(50_000) + '}\n'.repeat(50_000))).toBeLessThan(30_000);
      expect(timed('word word\n'.repeat(100_000))).toBeLessThan(30_000);
    });
  });
}

test('lowering is total', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(undefined, 'lb1'), (source, id) => {
      lowerHaproxy(parseHaproxy(source));
      lowerKeepalived(parseKeepalived(source), id);
      expect(
        parseSysctl(source)
          .syntax.chunks.map((chunk) => chunk.text)
          .join(''),
      ).toBe(source);
    }),
    { numRuns: propertyRuns(500) },
  );
});
