import { serverHas } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const serverCookieUnused: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'server-cookie-unused',
  severity: 'information',
  verdict: 'own',
  summary: '`cookie` values on servers without a `cookie` line.',
  sections: ['backend', 'listen'],
  checkSection(section, report, context) {
    const { defaults, alone, path } = context;
    if (!defaults && !alone) return;
    if (keywords.some((keyword) => section.byKeyword.has(keyword) || defaults?.byKeyword.has(keyword))) return;
    const server = section.servers.find((candidate) => serverHas(context, candidate, 'cookie'));
    // With one server there is nothing to choose.
    if (!server || section.servers.length < 2) return;
    report({
      at: { path, site: server.site },
      message: `"${server.name}" has a cookie value, but the section has no "cookie" line: nothing is written or read, and clients are not tied to a server. Add a line such as "cookie SRV insert indirect nocache", or remove the values.`,
    });
  },
};

/** Lines that make use of the values. */
const keywords = ['cookie', 'appsession', 'rdp-cookie', 'persist'];
