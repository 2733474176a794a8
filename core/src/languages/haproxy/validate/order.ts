import type { Word } from '../../../syntax/line.ts';
import type { Issue } from './issue.ts';

/** The lists of rules of a proxy, in the order in which HAProxy goes through them whatever the order of the lines. */
const stages = [
  'tcp-request connection',
  'tcp-request session',
  'tcp-request content',
  'monitor fail',
  'http-request',
  'redirect',
  'use_backend',
  'use-server',
] as const;

/** From here on HAProxy says nothing about what stands above. */
const silentFrom = stages.indexOf('use_backend');

const keywords: ReadonlySet<string> = new Set(stages.map((stage) => stage.split(' ')[0] ?? ''));

/** Which lists of a proxy have rules already. */
export type Filled = boolean[];

/**
 * What HAProxy says about where a rule stands: a warning when a list that comes later already has rules, because this
 * rule is processed before those. Notes the rule in `filled`.
 */
export function orderIssue(words: readonly Word[], filled: Filled): Issue | undefined {
  const first = words[0];
  if (!first || !keywords.has(first.value)) return undefined;
  const hasPhase = first.value === 'tcp-request' || first.value === 'monitor';
  const name = hasPhase ? `${first.value} ${words[1]?.value ?? ''}` : first.value;
  const stage = stages.findIndex((candidate) => candidate === name);
  if (stage < 0) return undefined;
  filled[stage] = true;
  const later = stage < silentFrom ? stages.find((_, index) => index > stage && filled[index]) : undefined;
  return later === undefined
    ? undefined
    : {
        id: 'rule-order',
        severity: 'warning',
        message: `HAProxy goes through all "${name}" rules before the "${later}" rules, although one of those stands above. Move this line up, so that the file reads in the order in which it works.`,
        range: first.range,
      };
}
