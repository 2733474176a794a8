import { type Directive, directiveSite, directivesOf, type HaproxySection } from '../../../languages/haproxy/config.ts';
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
  checkSection(section, report, { path, defaults, whole }) {
    if ((!defaults && !whole) || defaults?.from !== undefined || section.conditional || defaults?.conditional) return;
    const option = checkOptionOf(section) ?? (defaults && checkOptionOf(defaults));
    for (const [keyword, wanted] of wantedOptions) {
      const rule = directivesOf(section, keyword).find(isRule);
      if (!rule || option === wanted) continue;
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

/** The kind of check: the last one that is written counts. */
function checkOptionOf(section: HaproxySection): string | undefined {
  const isOne = ({ negated, first }: Directive): boolean => !negated && checkOption.test(first?.value ?? '');
  return directivesOf(section, 'option').findLast(isOne)?.first?.value;
}

const checkOption =
  /^(?:httpchk|tcp-check|ssl-hello-chk|smtpchk|mysql-check|pgsql-check|redis-check|ldap-check|spop-check)$/;
