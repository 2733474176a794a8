import { directivesOf } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const serversBehindDefaultBackend: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'servers-behind-default-backend',
  severity: 'warning',
  // HAProxy names the proxy and no line.
  verdict: 'own',
  summary: 'A `listen` section with servers and a `default_backend`: the servers are never used.',
  sections: ['listen'],
  keywords: ['server', 'server-template'],
  checkSection(section, report, { path }) {
    if (section.conditional) return;
    const reference = section.backends.findLast(({ kind }) => kind === 'default_backend');
    const server = section.servers[0];
    if (!reference || (!server && directivesOf(section, 'server-template').length === 0)) return;
    report({
      at: { path, site: reference.site },
      message: `HAProxy warns: all traffic that no "use_backend" takes goes to "${reference.name}", and never to the servers of this section. Remove the "default_backend", or move the servers there.`,
      related: server ? [{ at: { path, site: server.site }, message: 'Never used.', mirrored: false }] : [],
    });
  },
};
