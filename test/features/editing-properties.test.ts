import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LanguageId } from '#core/languages/language.ts';
import { completionAt, explanationAt, signatureAt } from '#core/workspace/assist.ts';
import { applyEdits } from '#core/workspace/fixes.ts';
import { foldsOf } from '#core/workspace/folding.ts';
import { formattingOf } from '#core/workspace/formatting.ts';
import { linksOf } from '#core/workspace/links.ts';
import { outlineOf } from '#core/workspace/outline.ts';
import { namesOfFile, referencesAt } from '#core/workspace/references.ts';
import { renameAt } from '#core/workspace/rename.ts';
import { selectionsAt } from '#core/workspace/selection.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { tokensOf } from '#core/workspace/tokens.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { propertyRuns, propertyTime } from '../support/property-runs.ts';
import { corpusSamples, ownSamples, type Sample } from '../support/samples.ts';
import { snapshotOf } from '../support/workspace.ts';

const own = ownSamples();
const real = corpusSamples();
const samples = [...own, ...real];
const languageIdOf = (path: string): LanguageId => (path.endsWith('.cfg') ? 'haproxy' : 'keepalived');
const sampleOf = fc.constantFrom(...samples);

const piece = fc.constantFrom(
  ...['', ' ', '\n', '\t', '"', "'", '\\', '{', '}', '#', '!', '(', ')', ',', '%[', ']', '/', '@lb1 ', '$X=', '$X'],
  ...['\nbackend b\n', '\nfrontend f\n    use_backend b if { path / }\n', 'acl a ', ' if a', 'server s ', '.if x\n'],
  ...['\nvrrp_instance V {\n', '\nvrrp_script s {\n}\n', 'track_script { s }', '\r', '\ufeff', '🦊'],
);
const edits = fc.array(fc.record({ at: fc.nat(100_000), remove: fc.nat(12), insert: piece }), {
  minLength: 1,
  maxLength: 8,
});
type Edit = { readonly at: number; readonly remove: number; readonly insert: string };

function edited(text: string, { at, remove, insert }: Edit): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + insert + text.slice(start + remove);
}

/** Everything that an editor asks of a whole file. */
function everything(snapshot: Snapshot, path: string): unknown {
  const file = snapshot.files.get(path);
  return {
    names: file && namesOfFile(file),
    tokens: file && tokensOf(file),
    folds: foldsOf(snapshot, path),
    outline: outlineOf(snapshot, path),
    links: linksOf(snapshot, path),
    layout: formattingOf(snapshot, path, { indent: '  ', align: true }),
  };
}

test('after any edits, names, tokens, folds, outline, links and layout equal those of a fresh reading', {
  timeout: propertyTime(60_000),
}, () => {
  fc.assert(
    fc.property(sampleOf, edits, ({ path, text }, list) => {
      const language = languageIdOf(path);
      const workspace = new Workspace();
      let now = text;
      workspace.applyChange({ set: [{ path, language, text: now }] });
      for (const edit of list) {
        everything(workspace.snapshot, path);
        now = edited(now, edit);
        workspace.applyChange({ set: [{ path, language, text: now }] });
      }
      const fresh = new Workspace().applyChange({ set: [{ path, language, text: now }] });
      expect(everything(workspace.snapshot, path)).toEqual(everything(fresh, path));
    }),
    { numRuns: propertyRuns(300) },
  );
});

test('the ranges of names, tokens and folds lie in their texts, in order', () => {
  fc.assert(
    fc.property(sampleOf, edits, ({ path, text }, list) => {
      const now = list.reduce(edited, text);
      const file = new Workspace()
        .applyChange({ set: [{ path, language: languageIdOf(path), text: now }] })
        .files.get(path);
      if (!file) return;
      for (const { range, occurrence } of namesOfFile(file)) {
        expect(now.slice(range.start, range.end)).toBe(occurrence.name);
      }
      for (const chunk of tokensOf(file)) {
        let end = 0;
        for (const { start, length } of chunk.tokens) {
          expect(start).toBeGreaterThanOrEqual(end);
          expect(length).toBeGreaterThan(0);
          end = start + length;
        }
        expect(end).toBeLessThanOrEqual(chunk.text.length);
      }
    }),
    { numRuns: propertyRuns(300) },
  );
});

describe('a rename', () => {
  /** The text after the name at an offset got another one; undefined when that is refused. */
  function renamed({ path }: Sample, text: string, offset: number, name: string): string | undefined {
    const result = renameAt(snapshotOf(new Map([[path, text]])), path, offset, name);
    if ('refused' in result) return undefined;
    const changes = [...result.edits].sort((a, b) => a.range.start - b.range.start);
    return applyEdits(
      text,
      changes.map(({ range }) => ({ range, text: name })),
    );
  }

  test('and the same one back give the same bytes, and bring no error and take none away', {
    timeout: propertyTime(60_000),
  }, () => {
    let done = 0;
    const broken: string[] = [];
    const errors = (path: string, text: string): string[] =>
      snapshotOf(new Map([[path, text]]))
        .fileFindings(path)
        .flatMap(({ rule, severity }) => (severity === 'error' ? [rule] : []));
    for (const sample of samples) {
      const { path, text } = sample;
      const snapshot = snapshotOf(new Map([[path, text]]));
      // To a name that no new thing could get there is no way back.
      if (snapshot.fileFindings(path).some(({ rule }) => /\/(?:duplicate|invalid)-name$/.test(rule))) continue;
      const file = snapshot.files.get(path);
      const names = file ? namesOfFile(file) : [];
      // Real files are many and long: a few names of each.
      const tried = real.includes(sample)
        ? names.filter((_, index) => index % Math.ceil(names.length / 4) === 0)
        : names;
      for (const { range, occurrence } of tried) {
        const { name, kind } = occurrence;
        // A frontend and a backend of one name: HAProxy warns, and there is no way back to it.
        if (names.some((same) => same.occurrence.name === name && same.occurrence.kind !== kind)) continue;
        const other = kind === 'variable' ? `${name.slice(0, name.indexOf('.'))}.zzz_renamed` : 'zzz_renamed';
        const once = renamed(sample, text, range.start, other);
        if (once === undefined) continue;
        done++;
        const back = renamed(sample, once, once.indexOf(other), name);
        const what = `${sample.name}: ${kind} ${name}`;
        if (back !== text) broken.push(`${what} does not come back`);
        if (errors(path, once).join() !== errors(path, text).join()) broken.push(`${what} changes the errors`);
      }
    }
    expect(broken).toEqual([]);
    expect(done).toBeGreaterThan(300);
  });
});

test('no question about any place of a damaged file fails, or takes long', { timeout: propertyTime(60_000) }, () => {
  const times: number[] = [];
  fc.assert(
    fc.property(sampleOf, edits, fc.nat(100_000), ({ path, text }, list, at) => {
      const now = list.reduce(edited, text);
      const snapshot = new Workspace().applyChange({ set: [{ path, language: languageIdOf(path), text: now }] });
      const offset = at % (now.length + 1);
      const start = performance.now();
      completionAt(snapshot, path, offset);
      explanationAt(snapshot, path, offset);
      signatureAt(snapshot, path, offset);
      for (const { occurrence } of referencesAt(snapshot, path, offset)) expect(occurrence.name).not.toBe('');
      renameAt(snapshot, path, offset, 'other');
      const around = selectionsAt(snapshot, path, offset);
      expect(around.at(-1)).toEqual({ start: 0, end: now.length });
      everything(snapshot, path);
      times.push(performance.now() - start);
    }),
    { numRuns: propertyRuns(400) },
  );
  // All of them together; the first ones pay for reading the catalogues, and a busy machine stops now and then.
  expect(times.sort((a, b) => a - b)[Math.floor(times.length * 0.98)]).toBeLessThan(100);
});

test('names and tokens of a long file come in time proportional to its length', {
  timeout: propertyTime(60_000),
}, () => {
  const section = (index: number): string =>
    `backend b${index}\n    acl a${index} path_beg /x if\n    http-request deny if a${index} { var(txn.v) -m str x }\n    server s${index} 10.0.0.1:80 check track b0/s0\n`;
  const timed = (count: number): number => {
    const text = Array.from({ length: count }, (_, index) => section(index)).join('');
    const snapshot = new Workspace().applyChange({ set: [{ path: 'haproxy.cfg', language: 'haproxy', text }] });
    const start = performance.now();
    everything(snapshot, 'haproxy.cfg');
    referencesAt(snapshot, 'haproxy.cfg', text.indexOf('b0') + 1);
    return performance.now() - start;
  };
  timed(200);
  const short = Math.min(timed(500), timed(500), timed(500));
  expect(Math.min(timed(4000), timed(4000))).toBeLessThan(short * 8 * 4);
});
