import { directiveSite, directivesOf } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const serversBehindDefaultBackend: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'servers-behind-default-backend',
  severity: 'warning',
  // HAProxy names the proxy and no line.
  verdict: 'own',
  summary: 'A `listen` section whose own servers are never used, as a `default_backend` takes all.',
  sections: ['listen'],
  keywords: ['server', 'server-template'],
  checkSection(section, report, { path }) {
    if (section.conditional) return;
    const server = section.servers[0];
    if (!server && directivesOf(section, 'server-template').length === 0) return;
    const related = server ? [{ at: { path, site: server.site }, message: 'Never used.', mirrored: false }] : [];
    const always = directivesOf(section, 'use_backend').find((line) => line.certain && line.args.length === 1);
    if (always) {
      report({
        at: { path, site: directiveSite(section, always) },
        message: `The servers of this section are never used: this "use_backend" has no condition, so everything goes to "${always.value(0)}". Give it a condition, or move the servers there.`,
        related,
      });
      return;
    }
    const reference = section.backends.findLast(({ kind }) => kind === 'default_backend');
    if (!reference) return;
    report({
      at: { path, site: reference.site },
      message: `HAProxy warns: all traffic that no "use_backend" takes goes to "${reference.name}", and never to the servers of this section. Remove the "default_backend", or move the servers there.`,
      related,
    });
  },
};
