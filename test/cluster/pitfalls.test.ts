import { describe, expect, test } from 'vitest';
import { locate } from '#core/workspace/locate.ts';
import { snapshotOf } from '../support/workspace.ts';
import { type NodeParts, type Pitfall, pairOf } from './pitfalls.ts';
import { pitfallsBetween } from './pitfalls-between.ts';
import { pitfallsInside } from './pitfalls-inside.ts';
import { variations } from './pitfalls-variations.ts';

const mark = / *<< ([\w/-]+)$/;

/**
 * "lb1/keepalived.conf:4 rule" of what is at or above information, with its related places, and of what the marks ask
 * for: of two lines that do not fit each other either may be marked.
 */
function judge(
  nodes: readonly NodeParts[],
  hints: boolean,
  keepalived?: string,
): { wanted: string[]; found: string[] } {
  const wanted: string[] = [];
  const files = new Map<string, string>();
  for (const [path, text] of pairOf(...nodes)) {
    const lines = text.split('\n').map((line, index) => {
      const rule = mark.exec(line)?.[1];
      if (rule !== undefined) wanted.push(`${path}:${index + 1} ${rule}`);
      return line.replace(mark, '');
    });
    files.set(path, lines.join('\n'));
  }
  const snapshot = snapshotOf(files, keepalived === undefined ? {} : { keepalived: { version: keepalived } });
  const found = snapshot
    .findings()
    .concat(snapshot.clusterFindings())
    .filter(({ severity }) => hints || severity !== 'hint')
    .flatMap(({ at, related, rule }) =>
      [at, ...related.map((place) => place.at)].map(
        (place) => `${place.path}:${locate(snapshot, place).start.line + 1} ${rule.replace(/^.*\//, '')}`,
      ),
    );
  return { wanted, found: [...new Set(found)] };
}

describe.each([
  ['between nodes', pitfallsBetween],
  ['inside a file', pitfallsInside],
  ['in several ways', variations],
])('pitfalls %s', (_, pitfalls: readonly Pitfall[]) => {
  test.each(pitfalls.map((pitfall) => [pitfall.name, pitfall] as const))('%s', (_name, { bad, good, keepalived }) => {
    const { wanted, found } = judge(bad, true, keepalived);
    expect(wanted).not.toEqual([]);
    expect(found).toEqual(expect.arrayContaining(wanted));
    expect(judge(good, false, keepalived).found).toEqual([]);
  });
});
