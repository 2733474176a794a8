import { serverHas, serversMayHave } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const serverCookieUnused: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'server-cookie-unused',
  severity: 'information',
  verdict: 'own',
  summary: '`cookie` values on servers without a `cookie` line.',
  sections: ['backend', 'listen'],
  keywords: ['server'],
  checkSection(section, report, context) {
    const { defaults, alone, path } = context;
    if (!defaults && !alone) return;
    // With one server there is nothing to choose.
    if (section.servers.length < 2 || !serversMayHave(context, 'cookie')) return;
    if (keywords.some((keyword) => section.byKeyword.has(keyword) || defaults?.byKeyword.has(keyword))) return;
    const server = section.servers.find((candidate) => serverHas(context, candidate, 'cookie'));
    if (!server) return;
    report({
      at: { path, site: server.site },
      message: `"${server.name}" has a cookie value, but the section has no "cookie" line: nothing is written or read, and clients are not tied to a server. Add a line such as "cookie SRV insert indirect nocache", or remove the values.`,
    });
  },
};

/** Lines that make use of the values. */
const keywords = ['cookie', 'appsession', 'rdp-cookie', 'persist'];
