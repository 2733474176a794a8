import { serverSwitchedOn, serversMayHave } from '../../../languages/haproxy/config.ts';
import { hasPreprocessor } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const allServersDisabled: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'all-servers-disabled',
  severity: 'warning',
  verdict: 'own',
  summary: 'All servers of a section are `disabled`: it answers with 503.',
  sections: ['backend', 'listen'],
  keywords: ['server'],
  checkSection(section, report, context) {
    if (!serversMayHave(context, 'disabled') || hasPreprocessor(section)) return;
    if (section.byKeyword.has('server-template') || section.byKeyword.has('load-server-state-from-file')) return;
    const [first] = section.servers;
    if (!first || !section.servers.every((server) => serverSwitchedOn(context, server, 'disabled', 'enabled'))) return;
    report({
      at: { path: context.path, site: first.site },
      message: `${section.servers.length === 1 ? `"${first.name}", the only server here, is` : 'All servers here are'} disabled, which means in maintenance, not unchecked: every request is refused until somebody enables a server at run time. Remove "disabled"; to switch checks off, leave "check" away.`,
    });
  },
};
