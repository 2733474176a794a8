import { contradiction, exclude, sharesTerms, tautology } from '../../../languages/haproxy/conditions/compare.ts';
import {
  type Alternative,
  type Condition,
  conditionKeywords,
  conditionOf,
  eachRule,
  type Term,
  termCountOf,
} from '../../../languages/haproxy/conditions/condition.ts';
import { directiveSite, type HaproxySection } from '../../../languages/haproxy/config.ts';
import { siteInLine } from '../../../syntax/chunk.ts';
import type { Problem } from '../../finding.ts';
import { fix, replace } from '../../fix.ts';
import type { HaproxySectionRule, SectionContext } from '../../rule.ts';

export const contradictoryCondition: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'contradictory-condition',
  severity: 'warning',
  verdict: 'own',
  summary: 'A condition whose parts exclude each other, so that it never or always holds.',
  sections: ['frontend', 'listen', 'backend', 'defaults'],
  keywords: conditionKeywords,
  checkSection(section, report, context) {
    eachRule(section, (directive) => {
      if (termCountOf(section, directive) < 2) return;
      const condition = conditionOf(section, directive);
      const found = condition && findIn(condition);
      if (!found) return;
      const { first, second, message, terms } = found;
      const at = between(section, condition, first, second, context);
      const fixes = terms === undefined ? [] : joined(section, condition, first, second, context);
      report({ at, message, ...(fixes.length > 0 && { fixes }) });
    });
  },
};

interface Found {
  readonly first: Term;
  readonly second: Term;
  readonly message: string;
  /** Two values of one sample that are all there is between the operators. */
  readonly terms?: Alternative;
}

function findIn(condition: Condition): Found | undefined {
  const { alternatives, unless } = condition;
  for (const terms of alternatives) {
    const pair = contradiction(terms);
    if (!pair) continue;
    const [first, second] = pair;
    const values = first.negated === second.negated;
    const why = values
      ? `${named(first)} and ${named(second)} want different values of one and the same thing, and blanks between terms mean "and"`
      : `${named(first)} and ${named(second)} exclude each other, and blanks between terms mean "and"`;
    const message = `${effect(alternatives.length === 1, unless, false)}: ${why}. Write "or" between them if one is enough, or correct one of them.`;
    return { first, second, message, ...(values && terms.length === 2 && { terms }) };
  }
  const pair = tautology(condition);
  if (!pair) return undefined;
  const [first, second] = pair;
  const why =
    first.negated && second.negated
      ? `whatever the value is, it is not the one of ${named(positive(first))} or not the one of ${named(positive(second))}`
      : `one of ${named(first)} and ${named(second)} is always true`;
  const said = sharesTerms(condition)
    ? 'What stands beside "or" here always holds, and only the rest decides'
    : effect(true, unless, true);
  const message = `${said}: ${why}. Leave "or" out if both have to hold, or correct one of them.`;
  return { first, second, message };
}

function positive(term: Term): Term {
  return term.negated ? term.turned() : term;
}

/** What the condition does to its rule. */
function effect(whole: boolean, unless: boolean, holds: boolean): string {
  if (!whole) return 'This part of the condition never holds';
  return holds === unless ? 'This rule never applies' : 'This rule always applies, whatever is asked';
}

function named({ negated, text }: Term): string {
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return `"${negated ? '!' : ''}${short}"`;
}

function between(
  section: HaproxySection,
  { directive }: Condition,
  first: Term,
  second: Term,
  { path }: SectionContext,
): Problem['at'] {
  return { path, site: directiveSite(section, directive, first.first, second.last) };
}

/** "or" in the place of the blanks between two terms that stand side by side. */
function joined(section: HaproxySection, { directive }: Condition, a: Term, b: Term, { path }: SectionContext) {
  if (!exclude(a, b)) return [];
  const range = { start: a.last.range.end, end: b.first.range.start };
  return [
    fix('Write "or" between them', replace({ path, site: siteInLine(section.syntax, directive.line, range) }, ' or ')),
  ];
}
