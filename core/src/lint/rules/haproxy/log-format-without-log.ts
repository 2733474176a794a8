import { type Directive, directiveSite, directivesOf, type HaproxySection } from '../../../languages/haproxy/config.ts';
import { isWhollyKnown } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const logFormatWithoutLog: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'log-format-without-log',
  severity: 'warning',
  // HAProxy names the proxy and no line.
  verdict: 'own',
  misses: 'defaults',
  summary: 'A log format in a proxy that has no `log` line: nothing is logged.',
  sections: ['frontend', 'listen'],
  keywords: ['log-format', 'option'],
  checkSection(section, report, context) {
    if (!isWhollyKnown(section, context)) return;
    const { path, defaults } = context;
    if (logs(section) || (!section.byKeyword.has('log') && defaults && logs(defaults))) return;
    const format = section.directives.findLast(isFormat);
    if (!format) return;
    report({
      at: { path, site: directiveSite(section, format) },
      message:
        'HAProxy warns: this section has no "log" line, so nothing is logged and the format is of no use. Add "log global", with a "log" line in the global section.',
    });
  },
};

function isFormat(directive: Directive): boolean {
  if (directive.negated) return false;
  if (directive.keyword === 'log-format') return true;
  return directive.keyword === 'option' && /^(?:httplog|httpslog|tcplog)$/.test(directive.value(0) ?? '');
}

/** Whether something is logged in the end: `no log` takes back what stands above it. */
function logs(section: HaproxySection): boolean {
  return directivesOf(section, 'log').at(-1)?.negated === false;
}
