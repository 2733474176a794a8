import { expect, test } from 'vitest';
import { describeFinding, snapshotOf } from '../support/workspace.ts';

const rest = 'frontend web\n    mode tcp\n    bind :80\n    timeout client 30s\n';

/** Deeper than any stack. */
const deep = 100_000;

/** Errors of a configuration whose first line is the given one. */
function errorsOf(line: string): readonly string[] {
  const snapshot = snapshotOf(new Map([['haproxy.cfg', `${line}\n.endif\n${rest}`]]));
  return snapshot
    .findings()
    .filter(({ severity }) => severity === 'error')
    .map((finding) => describeFinding(snapshot, finding).slice(0, 300));
}

test('a condition with more parentheses than HAProxy reads is refused', () => {
  for (const condition of ['('.repeat(deep), `${'('.repeat(deep)}1${')'.repeat(deep)}`, '!('.repeat(deep)]) {
    const [error, ...more] = errorsOf(`.if ${condition}`);
    expect(error).toMatch(/^haproxy\.cfg:1:4-\d+ error haproxy\/invalid-condition .*nested too deeply/);
    expect(more).toEqual([]);
  }
});

test('a condition with more terms than HAProxy reads is refused', () => {
  for (const condition of ['1&&'.repeat(deep), `1${' || 1'.repeat(deep)}`]) {
    expect(errorsOf(`.if ${condition}`)).toEqual([
      expect.stringMatching(/invalid-condition .*1022 terms are the most/),
    ]);
  }
});

test('any number of "!" is read', () => {
  // What is left out is not judged.
  expect(errorsOf(`.if ${'!'.repeat(deep)}0\nfrontend a\n    nosuch`)).toEqual([]);
  expect(errorsOf(`.if ${'!'.repeat(deep + 1)}1\nfrontend a\n    nosuch`)).toEqual([]);
  expect(errorsOf(`.if ${'!'.repeat(deep)}1\nfrontend a\n    nosuch`)).toEqual([expect.stringContaining('nosuch')]);
});

test('of blocks that HAProxy does not read the first is reported, and nothing behind it', () => {
  const text = `${rest}${'.if 1\n'.repeat(deep)}    nosuch\n`;
  const snapshot = snapshotOf(new Map([['haproxy.cfg', text]]));
  const judged = snapshot.findings().filter(({ rule }) => rule !== 'haproxy/checks-across-sections-off');
  expect(judged.map((finding) => describeFinding(snapshot, finding))).toEqual([
    'haproxy.cfg:104:0-3 error haproxy/invalid-condition HAProxy reads 99 ".if" blocks within each other at most, and stops at this one.',
  ]);
});
