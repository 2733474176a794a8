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
    const options = [...(defaults ? checkOptionsOf(defaults) : []), ...checkOptionsOf(section)];
    for (const [keyword, wanted] of wantedOptions) {
      const rule = directivesOf(section, keyword).find(isRule);
      // Of several options it depends on their order which rules are put to use.
      if (!rule || options.includes(wanted)) continue;
      const option = options.at(-1);
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

/** The kinds of checks that a section asks for: the last one counts. */
function checkOptionsOf(section: HaproxySection): readonly string[] {
  const found: string[] = [];
  for (const { negated, first } of directivesOf(section, 'option')) {
    if (!negated && first && checkOption.test(first.value)) found.push(first.value);
  }
  return found;
}

const checkOption =
  /^(?:httpchk|tcp-check|ssl-hello-chk|smtpchk|mysql-check|pgsql-check|redis-check|ldap-check|spop-check)$/;
