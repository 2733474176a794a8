import { directiveSite, directivesOf, serverHas } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const cookieWithoutServerCookie: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'cookie-without-server-cookie',
  severity: 'warning',
  verdict: 'own',
  summary: 'Cookie persistence with servers that have no `cookie` value.',
  sections: ['backend', 'listen'],
  keywords: ['cookie'],
  checkSection(section, report, context) {
    const cookie = directivesOf(section, 'cookie').at(-1);
    if (!cookie || cookie.negated || cookie.args.some(({ value }) => value === 'dynamic')) return;
    if (!cookie.args.some(({ value }) => /^(?:insert|prefix|rewrite)$/.test(value))) return;
    const without = section.servers.filter((server) => !serverHas(context, server, 'cookie'));
    const active = without.filter((server) => !serverHas(context, server, 'backup'));
    const [first] = active;
    if (!first || section.servers.length < 2) return;
    const all = without.length === section.servers.length;
    report({
      at: { path: context.path, site: all ? directiveSite(section, cookie) : first.site },
      severity: all ? 'warning' : 'information',
      message: all
        ? 'No server here has a "cookie" value, so no client is tied to a server: each request goes wherever the balancing sends it. Add "cookie <value>" to every server, or "dynamic" to this line.'
        : `"${first.name}" has no "cookie" value, unlike others here: clients that it served are not sent to it again. Add "cookie <value>".`,
    });
  },
};
