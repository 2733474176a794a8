import type { HaproxySection } from '../../../languages/haproxy/config.ts';
import { namesOf } from '../../../languages/haproxy/section-names.ts';
import { isWhollyKnown } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const proxyWithoutBind: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'proxy-without-bind',
  severity: 'warning',
  // HAProxy names the proxy and no line.
  verdict: 'own',
  summary: 'A frontend or listen section without `bind`: no client reaches it.',
  sections: ['frontend', 'listen'],
  checkSection(section, report, context) {
    if (section.byKeyword.has('bind') || namesOf(section.syntax).hasUnknown) return;
    // Whether a proxy is switched off may be said elsewhere.
    if (!isWhollyKnown(section, context)) return;
    const { path, defaults } = context;
    const off = (one: HaproxySection | undefined): boolean => one?.byKeyword.has('disabled') === true;
    if (off(section) || (off(defaults) && !section.byKeyword.has('enabled'))) return;
    const help =
      section.kind === 'listen' ? 'Add a "bind" line, or make it a backend.' : 'Add a "bind" line, or remove it.';
    report({
      at: { path, site: section.site },
      message: `HAProxy warns: this ${section.kind} section has no "bind" line, so no client can reach it. ${help}`,
    });
  },
};
