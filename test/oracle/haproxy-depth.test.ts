import { expect, test } from 'vitest';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOf } from '../support/workspace.ts';
import { haproxyVerdict } from './haproxy-verdict.ts';
import { findPrograms, oracleMissing } from './programs.ts';

const listening = 'frontend web\n    mode tcp\n    bind 127.0.0.1:8080\n    timeout client 30s\n';

const inIf = (condition: string): string => `.if ${condition}\n.endif\n${listening}`;
const parentheses = (count: number, inner = '1'): string => `${'('.repeat(count)}${inner}${')'.repeat(count)}`;
const blocks = (count: number, condition: string): string =>
  `${`.if ${condition}\n`.repeat(count)}${'.endif\n'.repeat(count)}${listening}`;

/** The largest of each kind that HAProxy reads, and the smallest that it refuses. */
const limits: readonly (readonly [string, string, string])[] = [
  ['parentheses', inIf(parentheses(340)), inIf(parentheses(341))],
  ['parentheses with terms', inIf(parentheses(340, '1 && 1')), inIf(parentheses(341, '1 && 1'))],
  [
    'negated parentheses',
    inIf(`${'!('.repeat(340)}1${')'.repeat(340)}`),
    inIf(`${'!('.repeat(341)}1${')'.repeat(341)}`),
  ],
  ['parentheses behind terms', inIf(`1&&1&&1&&1&&${parentheses(339)}`), inIf(`1&&1&&1&&1&&${parentheses(340)}`)],
  ['parentheses behind alternatives', inIf(`1||1||1||1||${parentheses(339)}`), inIf(`1||1||1||1||${parentheses(340)}`)],
  ['terms', inIf(`1${'&&1'.repeat(1021)}`), inIf(`1${'&&1'.repeat(1022)}`)],
  ['alternatives', inIf(`1${'||1'.repeat(1021)}`), inIf(`1${'||1'.repeat(1022)}`)],
  ['blocks', blocks(99, '1'), blocks(100, '1')],
  ['blocks that are left out', blocks(99, '0'), blocks(100, '0')],
];

describeNeeding('oracle', 'nesting is judged as by the real haproxy -c', oracleMissing(), () => {
  for (const program of oracleMissing() === undefined ? findPrograms().haproxy : []) {
    if (program.version.startsWith('2.2')) continue;
    test.concurrent.each(limits)(`${program.version}: %s`, async (_, readable, refused) => {
      expect((await haproxyVerdict(program, readable)).accepted).toBe(true);
      expect(errorsIn(readable, program.version)).toEqual([]);
      expect((await haproxyVerdict(program, refused)).accepted).toBe(false);
      expect(errorsIn(refused, program.version)).toHaveLength(1);
    });
    test(`${program.version}: negations have no limit`, async () => {
      const text = inIf(`${'!'.repeat(15_000)}1`);
      expect((await haproxyVerdict(program, text)).accepted).toBe(true);
      expect(errorsIn(text, program.version)).toEqual([]);
    });
    test(`${program.version}: behind an .if too many nothing is read`, async () => {
      const text = `${listening}${'.if 1\n'.repeat(105)}    nosuch\n${'.endif\n'.repeat(200)}    nosuch\n`;
      const { messages } = await haproxyVerdict(program, text);
      expect(messages.flatMap(({ severity, line }) => (severity === 'alert' && line ? [line] : []))).toEqual([104]);
      expect(errorsIn(text, program.version)).toHaveLength(1);
    });
  }
});

function errorsIn(text: string, version: string): readonly string[] {
  const snapshot = snapshotOf(new Map([['haproxy.cfg', text]]), { haproxy: { version }, onlyProgram: true });
  return snapshot.findings().flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));
}
