import { expect, test } from 'vitest';
import type { Finding, Fix } from '#core/lint/finding.ts';
import { addLineBelow, deleteLines, fix, insertAfter, replace, safeFix } from '#core/lint/fix.ts';
import { applyEdits, placeFix } from '#core/workspace/fixes.ts';
import { safeFixes } from '#core/workspace/safe-fixes.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { snapshotOf } from '../support/workspace.ts';

const path = 'haproxy.cfg';
const text = 'global\n    maxconn 100\ndefaults\n    mode http';

/** A place in the file by the text that stands there. */
function at(snapshot: Snapshot, wanted: string) {
  for (const chunk of snapshot.files.get(path)?.syntax.chunks ?? []) {
    const start = chunk.text.indexOf(wanted);
    if (start >= 0) return { path, site: { chunk, range: { start, end: start + wanted.length } } };
  }
  throw new Error(`no "${wanted}" in the file`);
}

function applied(snapshot: Snapshot, change: Fix): string {
  return applyEdits(text, placeFix(snapshot, change)?.get(path) ?? []);
}

test('edits replace, insert, add a line and take lines away', () => {
  const snapshot = snapshotOf(new Map([[path, text]]));
  expect(applied(snapshot, fix('', replace(at(snapshot, '100'), '200'), insertAfter(at(snapshot, 'http'), 'x')))).toBe(
    'global\n    maxconn 200\ndefaults\n    mode httpx',
  );
  expect(applied(snapshot, fix('', addLineBelow(at(snapshot, 'maxconn 100'), 'daemon')))).toBe(
    'global\n    maxconn 100\n    daemon\ndefaults\n    mode http',
  );
  expect(applied(snapshot, fix('', addLineBelow(at(snapshot, 'defaults'), 'log global', 4)))).toBe(
    'global\n    maxconn 100\ndefaults\n    log global\n    mode http',
  );
  // Below a last line that does not end.
  expect(applied(snapshot, fix('', addLineBelow(at(snapshot, 'mode http'), 'log global')))).toBe(
    `${text}\n    log global`,
  );
  expect(applied(snapshot, fix('', deleteLines(at(snapshot, 'maxconn'))))).toBe('global\ndefaults\n    mode http');
});

test('an edit of a place that is gone is none', () => {
  const before = snapshotOf(new Map([[path, text]]));
  const after = snapshotOf(new Map([[path, text.replace('100', '1000')]]));
  expect(placeFix(after, fix('', replace(at(before, '100'), '200')))).toBeUndefined();
});

test('safe fixes are applied together, without those that collide', () => {
  const snapshot = snapshotOf(new Map([[path, text]]));
  const finding = (...fixes: Fix[]): Finding => ({
    rule: 'haproxy/x',
    severity: 'error',
    message: '',
    at: at(snapshot, 'maxconn'),
    related: [],
    fixes,
  });
  const found = [
    finding(fix('unsafe', replace(at(snapshot, 'http'), 'tcp')), safeFix('a', replace(at(snapshot, '100'), '200'))),
    // The same edit, asked for by another finding, is done once.
    finding(safeFix('b', replace(at(snapshot, '100'), '200'))),
    // All of a fix or nothing: this one collides with the first.
    finding(safeFix('c', insertAfter(at(snapshot, 'mode'), 'x'), replace(at(snapshot, 'maxconn 100'), ''))),
    finding(safeFix('d', insertAfter(at(snapshot, 'http'), '\n'))),
  ];
  const { fixes, edits } = safeFixes(snapshot, found);
  expect(fixes.map(({ title }) => title)).toEqual(['a', 'b', 'd']);
  expect(applyEdits(text, edits.get(path) ?? [])).toBe('global\n    maxconn 200\ndefaults\n    mode http\n');
});
