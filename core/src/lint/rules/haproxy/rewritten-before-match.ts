import { implies } from '../../../languages/haproxy/conditions/compare.ts';
import {
  type Alternative,
  type Condition,
  conditionOf,
  type Term,
} from '../../../languages/haproxy/conditions/condition.ts';
import { alwaysApplies } from '../../../languages/haproxy/conditions/constant.ts';
import { applying } from '../../../languages/haproxy/conditions/decided.ts';
import {
  concerns,
  looksAt,
  type Rewrite,
  rewriteOf,
  takesAway,
} from '../../../languages/haproxy/conditions/rewrite.ts';
import { type Directive, directiveSite } from '../../../languages/haproxy/config.ts';
import { hasPreprocessor } from '../../haproxy-conditions.ts';
import { comesLater, listRulesOf } from '../../haproxy-rule-lists.ts';
import { isInTcpMode, relatedLines } from '../../haproxy-uses.ts';
import type { HaproxySectionRule } from '../../rule.ts';

/** So many rules that rewrite are followed. */
const followed = 24;

export const rewrittenBeforeMatch: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'rewritten-before-match',
  severity: 'warning',
  verdict: 'own',
  summary: 'A rule that asks for a path or a host which a rule before it has replaced.',
  sections: ['frontend', 'listen', 'backend'],
  keywords: ['http-request'],
  checkSection(section, report, context) {
    const { path } = context;
    if (hasPreprocessor(section)) return;
    if (!mayRewrite(section.syntax.text)) return;
    const rules = listRulesOf(section);
    if (!rules.some(({ directive }) => rewriteOf(directive)) || isInTcpMode(section, context)) return;
    const rewrites: Followed[] = [];
    for (const { directive, list } of rules) {
      if (list !== 'http-request' && !comesLater(list, 'http-request')) continue;
      const condition = conditionOf(section, directive);
      for (const earlier of rewrites) {
        const term = condition && missedTerm(earlier, condition);
        if (term) earlier.missing.push({ directive, term });
      }
      const rewrite = rewriteOf(directive);
      if (!rewrite) continue;
      // A second change may bring back what the first took away.
      for (const earlier of rewrites) if (earlier.rewrite.part === rewrite.part) earlier.done ||= !condition;
      const always = alwaysApplies(section, directive) === true;
      const when = always ? [] : condition && applying(condition);
      if (when && rewrites.length < followed) rewrites.push({ rewrite, when, missing: [], done: false });
    }
    for (const { rewrite, missing } of rewrites) {
      const [first] = missing;
      if (!first) continue;
      const { directive, term } = first;
      const what = rewrite.part === 'path' ? 'path' : 'Host header';
      report({
        at: { path, site: directiveSite(section, directive, term.first, term.last) },
        message: `This no longer matches: "${words(rewrite.directive)}" has replaced the ${what} before. Keep what was asked for in a variable above it ("http-request set-var(txn.${rewrite.part}) ${rewrite.part === 'path' ? 'path' : 'hdr(host)'}") and ask that, ask for the new ${what}, or rewrite in the backend.`,
        related: [
          { at: { path, site: directiveSite(section, rewrite.directive) }, message: 'Comes first.', mirrored: false },
          ...relatedLines(
            section,
            path,
            missing.map((one) => one.directive),
            directive,
            'Asks for the old one, too.',
          ),
        ],
      });
    }
  },
};

/** Whether a section may have rules that rewrite, at a glance. */
function mayRewrite(text: string): boolean {
  return ['replace-', 'set-path', 'set-uri', 'set-header Host', 'set-header host'].some((part) => text.includes(part));
}

interface Followed {
  readonly rewrite: Rewrite;
  /** The alternatives in which it applies; none of them: always. */
  readonly when: readonly Alternative[];
  readonly missing: { readonly directive: Directive; readonly term: Term }[];
  done: boolean;
}

/** The term of a later rule's condition that the rewriting makes fail, in all of the condition's alternatives. */
function missedTerm({ rewrite, when, done }: Followed, condition: Condition): Term | undefined {
  if (done || condition.unless) return undefined;
  let found: Term | undefined;
  for (const terms of condition.alternatives) {
    const term = terms.find((one) => isMissed(one, rewrite));
    if (!term || !(when.length === 0 || when.some((own) => own.every((one) => isImplied(one, terms)))))
      return undefined;
    found ??= term;
  }
  return found;
}

function isMissed({ tests, negated }: Term, rewrite: Rewrite): boolean {
  if (negated || !tests || tests.length === 0 || tests.length > 20) return false;
  return tests.every((test) => looksAt(rewrite, test) && takesAway(rewrite, test) && concerns(rewrite, test));
}

/** Whether a term of the rule that rewrites holds wherever the later rule's terms held before. */
function isImplied(one: Term, terms: Alternative): boolean {
  return terms.some(
    (term) => term.negated === one.negated && (one.negated ? term.text === one.text : implies(term, one)),
  );
}

function words({ keyword, args }: Directive): string {
  return [keyword, ...args.map(({ value }) => value)].join(' ').slice(0, 90);
}
