import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Fix } from '#core/lint/finding.ts';
import { rules } from '#core/lint/registry.generated.ts';
import { publishedId } from '#core/lint/rule.ts';
import { applyEdits, placeFix } from '#core/workspace/fixes.ts';
import { locate } from '#core/workspace/locate.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { annotationsOf } from './support/annotations.ts';
import { markdownCases } from './support/markdown-cases.ts';
import { describeFinding, snapshotOf } from './support/workspace.ts';

/** Every rule's page is its documentation and its test: what its examples are marked with is what the rule reports. */
for (const rule of rules) {
  const id = publishedId(rule);
  describe(id, () => {
    const path = `core/src/lint/rules/${id}.md`;
    const cases = markdownCases(readFileSync(path, 'utf8'));
    for (const { line, files, settings } of cases) {
      test(`${path}:${line}`, () => {
        const snapshot = snapshotOf(files, settings);
        const found = snapshot
          .findings()
          .filter((finding) => finding.rule === id)
          .map((finding) => {
            const { start, end } = locate(snapshot, finding.at);
            const place = `${finding.at.path}:${start.line + 1}:${start.column}-${end.column} ${finding.severity}`;
            return { place, message: finding.message };
          });
        const expected = [...files].flatMap(([file, text]) =>
          annotationsOf(text).map((mark) => ({
            place: `${file}:${mark.line}:${mark.start}-${mark.end} ${mark.severity}`,
            text: mark.text,
          })),
        );
        expect(found.map(({ place }) => place).sort()).toEqual(expected.map(({ place }) => place).sort());
        for (const { place, text } of expected) {
          expect(found.find((finding) => finding.place === place)?.message).toContain(text);
        }
      });
    }
    test('its fixes mend what they are offered for', () => {
      for (const { files, settings } of cases) {
        const before = snapshotOf(files, settings);
        for (const finding of before.findings().filter((found) => found.rule === id)) {
          for (const fix of finding.fixes ?? []) {
            const after = snapshotOf(fixed(before, files, fix), settings);
            const name = `${describeFinding(before, finding)}\nfix: ${fix.title}`;
            expect(count(after, id), name).toBeLessThan(count(before, id));
            expect(countErrors(after), name).toBeLessThanOrEqual(countErrors(before));
          }
        }
      }
    });
    test('has examples with and without a finding', () => {
      // What this rule reports cannot be shown in a page, whose blocks end in a line feed.
      if (id === 'haproxy/missing-final-newline') return;
      const marks = cases.map(({ files }) => [...files.values()].flatMap(annotationsOf).length);
      expect(marks.some((count) => count > 0)).toBe(true);
      expect(marks.some((count) => count === 0)).toBe(true);
    });
  });
}

function fixed(snapshot: Snapshot, files: ReadonlyMap<string, string>, fix: Fix): Map<string, string> {
  const placed = placeFix(snapshot, fix);
  if (!placed) throw new Error(`"${fix.title}" does not fit the files`);
  return new Map([...files].map(([path, text]) => [path, applyEdits(text, placed.get(path) ?? [])]));
}

function count(snapshot: Snapshot, rule: string): number {
  return snapshot.findings().filter((finding) => finding.rule === rule).length;
}

function countErrors(snapshot: Snapshot): number {
  return snapshot.findings().filter((finding) => finding.severity === 'error').length;
}

test('haproxy/missing-final-newline', () => {
  const found = (text: string, version: string): string[] =>
    snapshotOf(new Map([['haproxy.cfg', text]]), { haproxy: { version } })
      .findings()
      .map((finding) => `${finding.severity} ${finding.rule}`);
  expect(found('global\n    maxconn 100', '3.2')).toEqual(['error haproxy/missing-final-newline']);
  expect(found('global\n    maxconn 100', '2.2')).toEqual(['warning haproxy/missing-final-newline']);
  expect(found('global\n    maxconn 100\n', '3.2')).toEqual([]);
  expect(found('', '3.2')).toEqual([]);
});
