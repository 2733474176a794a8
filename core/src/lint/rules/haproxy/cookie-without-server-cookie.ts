import { directiveSite, serverOptions } from '../../../languages/haproxy/config.ts';
import type { HaproxyRule } from '../../rule.ts';

export const cookieWithoutServerCookie: HaproxyRule = {
  scope: 'haproxy',
  id: 'cookie-without-server-cookie',
  severity: 'warning',
  verdict: 'own',
  summary: 'Cookie persistence with servers that have no `cookie` value.',
  check(file, report) {
    const { config, path } = file;

    for (const section of config.sections) {
      if (section.kind !== 'backend' && section.kind !== 'listen') continue;
      const cookie = section.directives.findLast(({ keyword }) => keyword === 'cookie');
      if (!cookie || cookie.negated || cookie.args.some(({ value }) => value === 'dynamic')) continue;
      if (!cookie.args.some(({ value }) => /^(?:insert|prefix|rewrite)$/.test(value))) continue;
      const without = section.servers.filter((server) => !serverOptions(config, server).includes('cookie'));
      const active = without.filter((server) => !serverOptions(config, server).includes('backup'));
      const [first] = active;
      if (!first || section.servers.length < 2) continue;
      const all = without.length === section.servers.length;
      report({
        at: { path, site: all ? directiveSite(section, cookie) : first.site },
        severity: all ? 'warning' : 'information',
        message: all
          ? 'No server here has a "cookie" value, so no client is tied to a server: each request goes wherever the balancing sends it. Add "cookie <value>" to every server, or "dynamic" to this line.'
          : `"${first.name}" has no "cookie" value, unlike others here: clients that it served are not sent to it again. Add "cookie <value>".`,
      });
    }
  },
};
