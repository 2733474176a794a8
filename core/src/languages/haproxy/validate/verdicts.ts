import { memo } from '../../../base/memo.ts';
import { timesForgotten } from '../../../base/text-cache.ts';
import type { Version } from '../../../base/version.ts';
import type { HaproxyLine } from '../lexer.ts';
import { checkDirective } from './directive.ts';
import type { Issue } from './issue.ts';
import { DirectiveLine, type KnownOfLines, type LineContext, type ProxyContext } from './line.ts';
import { stageOf } from './order.ts';
import { sharedParameters, textAfterAddress } from './plain-server.ts';
import type { Use } from './uses.ts';

/** What is found of one line, wherever in its context it stands. */
export interface Verdict {
  readonly issues: readonly Issue[];
  /** Of a line that is refused nothing is looked up. */
  readonly uses: readonly Use[];
  /** The name that an `acl` line declares. */
  readonly acl: string | undefined;
  /** The list of rules that it adds to (`stageOf`); -1 for none, or where it is refused. */
  readonly stage: number;
}

/** Of all lines of which nothing is to be said: most. */
export const fine: Verdict = { issues: [], uses: [], acl: undefined, stage: -1 };

/**
 * What is known in one context. Many lines of a configuration are equal, and equal lines are one object, which has room
 * for one verdict: those on lines that stand in several contexts are here.
 */
export interface Verdicts extends KnownOfLines {
  readonly others: Map<HaproxyLine, Verdict>;
  /** `timesForgotten` when they were looked at last: then those of lines that are gone go with them. */
  since: number;
}

/** The verdict that is known of a line in a context. */
export function verdictOn(line: HaproxyLine, verdicts: Verdicts): Verdict | undefined {
  if (line.judgedIn === verdicts) return line.verdict as Verdict;
  return line.judgedIn === undefined ? undefined : verdicts.others.get(line);
}

function keep(line: HaproxyLine, verdicts: Verdicts, verdict: Verdict): void {
  if (line.judgedIn !== undefined && line.judgedIn !== verdicts) verdicts.others.set(line, verdict);
  else {
    line.judgedIn = verdicts;
    line.verdict = verdict;
  }
}

const verdictsByContext = memo((_version: Version) => new Map<string, Verdicts>());
const keptVerdicts = 60_000;

/** Everything of a context but the ACLs; see `DirectiveLine.needsAcls` for those. */
export function verdictsFor(
  version: Version,
  luaLoaded: boolean,
  section: string,
  proxy: ProxyContext | undefined,
): Verdicts {
  const all = verdictsByContext(version);
  const key = proxy
    ? `${section} ${luaLoaded} ${proxy.named} ${proxy.mode ?? '?'} ${proxy.aclsKnown}`
    : `${section} ${luaLoaded}`;
  const known = all.get(key);
  if (known && known.since !== timesForgotten()) {
    known.others.clear();
    known.since = timesForgotten();
  }
  if (known && known.others.size <= keptVerdicts) return known;
  if (all.size > 100) all.clear();
  const fresh = {
    others: new Map<HaproxyLine, Verdict>(),
    since: timesForgotten(),
    keywords: new Map(),
    parameters: new Set<string>(),
    sharedParameters: new Set<string>(),
  };
  all.set(key, fresh);
  return fresh;
}

/** Judges a line, and keeps the verdict where it depends on nothing but the line and its surroundings. */
export function judge(line: HaproxyLine, context: LineContext, verdicts: Verdicts): Verdict {
  const behind = line.certain ? textAfterAddress(line) : undefined;
  if (behind !== undefined && verdicts.parameters.has(behind)) {
    keep(line, verdicts, fine);
    return fine;
  }
  const shared = behind === undefined ? undefined : sharedParameters(line, context);
  if (shared !== undefined && verdicts.sharedParameters.has(shared)) {
    keep(line, verdicts, fine);
    return fine;
  }
  const first = line.values[0];
  const negation = line.values.length > 1 && (first === 'no' || first === 'default') ? first : undefined;
  const checked = new DirectiveLine(line, context, negation);
  checkDirective(checked);
  const verdict = verdictOf(line, checked);
  if (!checked.needsAcls) keep(line, verdicts, verdict);
  if (verdict === fine) {
    remember(verdicts.parameters, behind);
    remember(verdicts.sharedParameters, shared);
  }
  return verdict;
}

function remember(known: Set<string>, text: string | undefined): void {
  if (text !== undefined && known.size < keptVerdicts) known.add(text);
}

function verdictOf({ values }: HaproxyLine, { issues, failed, uses }: DirectiveLine): Verdict {
  if (failed) return { ...fine, issues };
  const acl = values[0] === 'acl' ? values[1] : undefined;
  const stage = stageOf(values);
  return issues.length + uses.length === 0 && acl === undefined && stage < 0 ? fine : { issues, uses, acl, stage };
}
