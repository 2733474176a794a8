import { afterEach, describe, expect, test, vi } from 'vitest';
import { rules } from '#core/lint/registry.generated.ts';
import { publishedId, type Rule } from '#core/lint/rule.ts';
import { compareTexts } from '../support/compare.ts';
import { describeFinding, snapshotOfFolder } from '../support/workspace.ts';

const folder = 'examples/broken-pair';
const secret = 'a text of the configuration';

/** Makes a rule throw wherever it is asked. */
function plant(rule: Rule): void {
  const fail = (): never => {
    throw new TypeError(secret);
  };
  if ('checkSection' in rule) vi.spyOn(rule, 'checkSection').mockImplementation(fail);
  else if ('check' in rule) vi.spyOn(rule, 'check').mockImplementation(fail);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a rule that throws', () => {
  const sound = snapshotOfFolder(folder);
  const before = sound.findings().map((found) => describeFinding(sound, found));

  test.each(rules.filter((rule) => !('syntax' in rule)).map(publishedId))('%s costs its own answer', (id) => {
    const rule = rules.find((each) => publishedId(each) === id);
    if (rule) plant(rule);
    const snapshot = snapshotOfFolder(folder);
    const found = snapshot.findings();
    const others = found.filter((one) => one.rule !== 'haconf/not-judged');
    const unjudged = found.filter((one) => one.rule === 'haconf/not-judged');
    // A rule that is not there blames nothing, so one that yields to it may speak.
    const expected = before.filter((line) => !line.includes(` ${id} `));
    const lines = others.map((one) => describeFinding(snapshot, one));
    expect(compareTexts(expected, lines).missing).toEqual([]);
    expect(unjudged.every(({ failure, severity }) => failure?.what === id && severity === 'warning')).toBe(true);
    expect(JSON.stringify(unjudged.map(({ message, failure }) => [message, failure]))).not.toContain(secret);
  });

  test('is told wherever it is asked, and once mended no more', () => {
    const rule = rules.find((each) => each.id === 'server-without-check');
    if (!rule) throw new Error('the rule is gone');
    plant(rule);
    const found = snapshotOfFolder(folder).findings();
    expect(found.filter((one) => one.failure?.what === 'haproxy/server-without-check').length).toBeGreaterThan(0);
    vi.restoreAllMocks();
    expect(
      snapshotOfFolder(folder)
        .findings()
        .map(({ rule: id }) => id),
    ).not.toContain('haconf/not-judged');
  });
});
