import type { Finding } from '../../lint/finding.ts';
import { ruleOf } from '../../lint/rule-of.ts';
import type { RuleTraits } from '../../lint/traits.ts';
import { lineAt } from '../../syntax/chunk.ts';

/** A finding with what is asked of it again and again. */
export interface Placed {
  readonly finding: Finding;
  /** What its rule declares. */
  readonly traits: RuleTraits;
  /** It is a conclusion of haconf's own from what the file means. */
  readonly isOwn: boolean;
  /** From the start of the file. */
  readonly start: number;
  /** Index of its line in its chunk. */
  readonly line: number;
  /** What stands at its place. */
  readonly text: string;
}

/** A mistake, and how to tell what only follows from it. */
export interface Cause {
  readonly placed: Placed;
  readonly brings: (other: Placed) => boolean;
  /** What was to stand in its place, where no fix says it. */
  readonly mend?: string;
}

const noTraits: RuleTraits = {};

export function placedFinding(finding: Finding, chunkStart: number): Placed {
  const { chunk, range } = finding.at.site;
  const rule = ruleOf(finding.rule);
  return {
    finding,
    traits: rule ?? noTraits,
    isOwn: rule?.verdict === 'own',
    start: chunkStart + range.start,
    line: lineAt(chunk, range.start)?.index ?? 0,
    text: chunk.text.slice(range.start, Math.min(range.end, range.start + 100)),
  };
}

/** The line that a finding stands in. */
export function lineOf({ finding, line }: Placed): string {
  return finding.at.site.chunk.lines[line]?.text ?? '';
}

/** Whether `word` may be meant for one of the words that a message says are missing. */
export function isNamedBy(word: string, message: string, near: (word: string, names: readonly string[]) => boolean) {
  if (!/^[\w.-]{2,40}$/.test(word)) return false;
  const names = message.slice(0, 600).match(/[a-zA-Z][\w.-]{2,}/g) ?? [];
  return names.some((name) => word.length > 2 && name.startsWith(word)) || near(word, names);
}
