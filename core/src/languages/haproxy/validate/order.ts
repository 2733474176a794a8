import type { Line } from '../../../syntax/line.ts';
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

/** Which lists of a proxy have rules already: the bit of each. */
export interface Filled {
  stages: number;
}

/** Which of the lists a line adds a rule to, in their order; -1 for none. */
export function stageOf(values: readonly string[]): number {
  const keyword = values[0] ?? '';
  const hasPhase = keyword === 'tcp-request' || keyword === 'monitor';
  return stageByName.get(hasPhase ? `${keyword} ${values[1] ?? ''}` : keyword) ?? -1;
}

const stageByName: ReadonlyMap<string, number> = new Map(stages.map((name, stage) => [name, stage]));

/**
 * What HAProxy says about where a rule stands: a warning when a list that comes later already has rules, because this
 * rule is processed before those. Notes the rule in `filled`.
 */
export function orderIssue(line: Line, stage: number, filled: Filled): Issue | undefined {
  const later = stage < silentFrom ? stages[nextStage(filled.stages, stage)] : undefined;
  filled.stages |= 1 << stage;
  return later === undefined
    ? undefined
    : {
        id: 'rule-order',
        severity: 'warning',
        message: `HAProxy goes through all "${stages[stage]}" rules before the "${later}" rules, although one of those stands above. Move this line up, so that the file reads in the order in which it works.`,
        range: line.words[0]?.range ?? { start: 0, end: 0 },
      };
}

/** The first of the stages behind one that has rules; -1 for none. */
function nextStage(filled: number, stage: number): number {
  const behind = filled >> (stage + 1);
  return behind === 0 ? -1 : stage + 32 - Math.clz32(behind & -behind);
}
