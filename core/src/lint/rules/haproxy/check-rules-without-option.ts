import { memo } from '../../../base/memo.ts';
import { type Directive, directiveSite, directivesOf, type HaproxySection } from '../../../languages/haproxy/config.ts';
import { isWhollyKnown } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const checkRulesWithoutOption: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'check-rules-without-option',
  severity: 'warning',
  // HAProxy names the proxy and no line.
  verdict: 'own',
  summary: '`http-check` or `tcp-check` rules without the option that puts them to use.',
  sections: ['backend', 'listen'],
  keywords: ['http-check', 'tcp-check'],
  checkSection(section, report, context) {
    if (!isWhollyKnown(section, context)) return;
    const { path, defaults } = context;
    for (const [keyword, wanted] of wantedOptions) {
      const rules = directivesOf(section, keyword);
      // Of several options it depends on their order which rules are put to use.
      if (rules.length === 0 || asksFor(section, wanted) || (defaults && asksFor(defaults, wanted))) continue;
      const rule = rules.find(isRule);
      if (!rule) continue;
      const option = checkOptionsOf(section).at(-1) ?? (defaults && checkOptionsOf(defaults).at(-1));
      const instead = option === undefined ? 'only whether a connection opens' : `what "option ${option}" says`;
      report({
        at: { path, site: directiveSite(section, rule) },
        message: `HAProxy warns and ignores the "${keyword}" rules here, because they need "option ${wanted}": it checks ${instead}, and a server that answers with errors stays in use. Add "option ${wanted}", or remove the rules.`,
      });
    }
  },
};

const wantedOptions = [
  ['http-check', 'httpchk'],
  ['tcp-check', 'tcp-check'],
] as const;

/** Two lines of `http-check` are settings that any check may have. */
function isRule({ negated, first }: Directive): boolean {
  return !negated && first?.known === true && !/^(?:disable-on-404|send-state)$/.test(first.value);
}

function asksFor(section: HaproxySection, option: string): boolean {
  return checkOptionsOf(section).includes(option);
}

/** The kinds of checks that a section asks for: the last one counts. Of a defaults section all of its proxies ask. */
const checkOptionsOf = memo((section: HaproxySection): readonly string[] => {
  if (!section.byKeyword.has('option')) return none;
  const asked = directivesOf(section, 'option')
    .filter(({ negated }) => !negated)
    .map((directive) => directive.value(0) ?? '')
    .filter((name) => checkOption.test(name));
  // Of each the last one is enough.
  return [...new Set(asked.reverse())].reverse();
});

const none: readonly string[] = [];

const checkOption =
  /^(?:httpchk|tcp-check|ssl-hello-chk|smtpchk|mysql-check|pgsql-check|redis-check|ldap-check|spop-check)$/;
