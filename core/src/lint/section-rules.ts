import { memo } from '../base/memo.ts';
import { defaultsOf, type HaproxyConfig, type HaproxySection, type ServerScope } from '../languages/haproxy/config.ts';
import type { Finding, Problem } from './finding.ts';
import type { HaproxySectionRule, SectionContext } from './rule.ts';

type Context = SectionContext & ServerScope;

interface Kept {
  readonly rules: readonly HaproxySectionRule[];
  readonly context: Context;
  readonly findings: readonly Finding[];
}

const byKind = memo((_rules: readonly HaproxySectionRule[]) => new Map<string, readonly HaproxySectionRule[]>());

function rulesFor(rules: readonly HaproxySectionRule[], kind: string): readonly HaproxySectionRule[] {
  const known = byKind(rules);
  const found = known.get(kind) ?? rules.filter((rule) => rule.sections.includes(kind));
  known.set(kind, found);
  return found;
}

/** What was found last in a section, and under which circumstances. */
const keptOf = memo((_section: HaproxySection): { latest: Kept | undefined } => ({ latest: undefined }));

/**
 * Adds what the rules find in the sections of a file, looking only at those that are new or whose circumstances have
 * changed. `rules` is compared by identity.
 */
export function checkSections(
  config: HaproxyConfig,
  rules: readonly HaproxySectionRule[],
  around: Omit<SectionContext, 'defaults'>,
  asFinding: (rule: HaproxySectionRule, problem: Problem) => Finding,
  findings: Finding[],
): void {
  for (const section of config.sections) {
    const kept = keptOf(section);
    const defaults = defaultsOf(config, section);
    const known = kept.latest;
    if (known && known.rules === rules && known.context.defaults === defaults && isSame(known.context, around)) {
      for (const finding of known.findings) findings.push(finding);
      continue;
    }
    const context: Context = { ...around, section, defaults };
    const found: Finding[] = [];
    for (const rule of rulesFor(rules, section.kind)) {
      rule.checkSection(section, (problem) => found.push(asFinding(rule, problem)), context);
    }
    kept.latest = { rules, context, findings: found };
    for (const finding of found) findings.push(finding);
  }
}

function isSame(known: Context, around: Omit<SectionContext, 'defaults'>): boolean {
  return known.path === around.path && known.alone === around.alone && known.versions === around.versions;
}
