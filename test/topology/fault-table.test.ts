import { expect, test } from 'vitest';
import { faultRows, faultVerdict } from '#core/topology/fault-table.ts';
import { faultTextInWords } from '#core/topology/words.ts';
import { snapshotOfFolder } from '../support/workspace.ts';
import { reportOf, twoGroups } from './pictures.ts';

function lines(report: ReturnType<typeof reportOf>): string[] {
  return faultRows(report).flatMap(({ words, outcomes }) =>
    outcomes.map(({ addresses, verdict, gap }) => [words, addresses, verdict, gap].filter(Boolean).join(' | ')),
  );
}

test('a sound pair survives every single fault', () => {
  const report = reportOf(snapshotOfFolder('examples/pair'));
  expect(faultVerdict(report, faultRows(report))).toEqual({
    danger: false,
    text: '✓ all 8 single faults are survived',
  });
  expect(lines(report)).toMatchInlineSnapshot(`
    [
      "lb1 loses power | ✓ moves to lb2 | 2.6–3.6 s",
      "keepalived on lb1 is stopped | ✓ moves to lb2 | 0.6 s",
      "HAProxy on lb1 goes down | ✓ moves to lb2 | 4.6–7.6 s",
      "interface eth0 of lb1 goes down | ✓ moves to lb2 | 2.6–3.6 s",
      "lb2 loses power | ✓ stays on lb1 | none",
      "keepalived on lb2 is stopped | ✓ stays on lb1 | none",
      "HAProxy on lb2 goes down | ✓ stays on lb1 | none",
      "interface eth0 of lb2 goes down | ✓ stays on lb1 | none",
    ]
  `);
});

test('the worst comes first, in words as well', () => {
  const report = reportOf(snapshotOfFolder('examples/broken-pair/weight-too-small'));
  expect(faultVerdict(report, faultRows(report)).text).toBe('✕ 1 of 8 single faults end badly');
  expect(lines(report)[0]).toBe('HAProxy on lb1 goes down | ✕ stays on lb1, HAProxy down | for good');
});

test('a pair that is broken anyway says so', () => {
  const report = reportOf(snapshotOfFolder('examples/broken-pair/different-virtual-router-id'));
  expect(faultVerdict(report, faultRows(report))).toEqual({ danger: true, text: '✕ broken even when nothing fails' });
  expect(lines(report)).toContain('lb1 loses power | ✓ remains only on lb2 | none');
});

test('addresses that fare differently have an outcome each', () => {
  const row = faultRows(reportOf(twoGroups())).find(({ fault }) => fault === 'a:crash');
  expect(row?.outcomes.map(({ addresses, verdict }) => `${addresses} ${verdict}`)).toEqual([
    // No file says whether HAProxy can bind what the other machine holds.
    '192.0.2.10 ? moves to b',
    '192.0.2.11 +3 ∅ moves to b, nothing answers',
    '192.0.2.20 ? stays on b',
  ]);
});

test('a fault has a name in words', () => {
  const words = ['a:crash', 'a:kill', 'a:stop', 'a:haproxy', 'a:check:chk:1', 'a:if:eth0.5', 'cut:a'].map(
    faultTextInWords,
  );
  expect(words).toMatchInlineSnapshot(`
    [
      "a loses power",
      "keepalived on a is killed",
      "keepalived on a is stopped",
      "HAProxy on a goes down",
      "the check chk:1 fails on a",
      "interface eth0.5 of a goes down",
      "a is cut off from the others",
    ]
  `);
});
