import fc from 'fast-check';
import { expect, test } from 'vitest';
import { haproxy } from '#core/languages/haproxy/language.ts';
import { editHaproxy, parseHaproxy, sourceOf } from '#core/languages/haproxy/parser.ts';
import { foldsOf } from '#core/workspace/folding.ts';
import { outlineOf } from '#core/workspace/outline.ts';
import { namesOfFile } from '#core/workspace/references.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { tokensOf } from '#core/workspace/tokens.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { largeHaproxy } from '../../tools/large-config.mjs';
import { propertyRuns, propertyTime } from '../support/property-runs.ts';
import { describeFinding } from '../support/workspace.ts';

const path = 'haproxy.cfg';
/** Many more sections than one stretch holds, and something of everything that sections know of each other. */
const source = `${largeHaproxy(1200)}
defaults named
    mode tcp
    timeout connect 5s
frontend in from named
    bind :7000
    use_backend out if { src 192.0.2.0/24 }
    default_backend nowhere
backend out from named
    stick-table type ip size 1k expire 1m
    server a 192.0.2.1:80 check
    use-server b if { src 192.0.2.9 }
resolvers dns
    nameserver one 192.0.2.53:53
listen twice
    bind :7000
    http-request track-sc0 src table out
    server a 192.0.2.1:80 resolvers dns
`;

const piece = fc.constantFrom(
  ...['', ' ', '\n', 'x', '"', '#', '\nbackend out\n', '\nfrontend in\n    default_backend out\n', '\ndefaults\n'],
  ...[
    '\nlisten l from named\n    mode http\n',
    '\n.if 1\n',
    '\n.if defined(X)\n',
    '\n.endif\n',
    '\nglobal\n',
    '{{ x }}',
  ],
  ...['    server a 192.0.2.1:80\n', '\n    mode tcp\n', '\n    # haconf: ignore\n', '\n    acl a src 192.0.2.1\n'],
);
/** Most edits are small and near the end, where the sections are that know each other. */
const edit = fc.record({
  at: fc.oneof({ weight: 1, arbitrary: fc.nat(100_000) }, { weight: 3, arbitrary: fc.integer({ min: -900, max: -1 }) }),
  remove: fc.oneof({ weight: 5, arbitrary: fc.nat(8) }, { weight: 1, arbitrary: fc.nat(20_000) }),
  insert: piece,
});
const edits = fc.array(edit, { minLength: 1, maxLength: 8 });

function rangeOf(length: number, { at, remove }: { at: number; remove: number }): { start: number; end: number } {
  const start = at < 0 ? Math.max(0, length + at) : at % (length + 1);
  return { start, end: Math.min(length, start + remove) };
}

function everything(snapshot: Snapshot): unknown {
  const file = snapshot.files.get(path);
  return {
    findings: snapshot.findings().map((finding) => describeFinding(snapshot, finding)),
    names: file && namesOfFile(file),
    tokens: file && tokensOf(file),
    folds: foldsOf(snapshot, path),
    outline: outlineOf(snapshot, path),
  };
}

test('after any edits of a file of many sections, everything equals a fresh reading', {
  timeout: propertyTime(60_000),
}, () => {
  fc.assert(
    fc.property(edits, (list) => {
      const workspace = new Workspace();
      let syntax = parseHaproxy(source);
      workspace.applyChange({ set: [{ path, language: haproxy, parts: syntax }] });
      for (const one of list) {
        workspace.snapshot.findings();
        syntax = editHaproxy(syntax, rangeOf(syntax.length, one), one.insert);
        workspace.applyChange({ set: [{ path, language: haproxy, parts: syntax }] });
      }
      const text = sourceOf(syntax);
      const fresh = new Workspace().applyChange({ set: [{ path, language: 'haproxy', text }] });
      expect(everything(workspace.snapshot)).toEqual(everything(fresh));
    }),
    { numRuns: propertyRuns(60) },
  );
});

test('an edit and a whole new text give the sections of a fresh reading', { timeout: propertyTime(60_000) }, () => {
  fc.assert(
    fc.property(edits, (list) => {
      let byEdit = parseHaproxy(source);
      let byText = byEdit;
      for (const one of list) {
        const { start, end } = rangeOf(byEdit.length, one);
        const before = sourceOf(byEdit);
        const text = before.slice(0, start) + one.insert + before.slice(end);
        byEdit = editHaproxy(byEdit, { start, end }, one.insert);
        byText = parseHaproxy(text, byText);
        const wanted = parseHaproxy(text);
        for (const syntax of [byEdit, byText]) {
          expect(sourceOf(syntax)).toBe(text);
          expect(syntax.length).toBe(text.length);
          expect(syntax.chunks.map((chunk) => chunk.text)).toEqual(wanted.chunks.map((chunk) => chunk.text));
          expect(syntax.stretches.flatMap((stretch) => stretch.chunks)).toEqual(syntax.chunks);
          expect(new Set(syntax.chunks).size).toBe(syntax.chunks.length);
          expect(Math.max(...syntax.stretches.map((stretch) => stretch.chunks.length))).toBeLessThanOrEqual(64);
        }
      }
    }),
    { numRuns: propertyRuns(100) },
  );
});
