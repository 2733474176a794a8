import { defaultsOf, serverOptions } from '../../../languages/haproxy/config.ts';
import type { HaproxyRule } from '../../rule.ts';

export const serverCookieUnused: HaproxyRule = {
  scope: 'haproxy',
  id: 'server-cookie-unused',
  severity: 'information',
  verdict: 'own',
  summary: '`cookie` values on servers without a `cookie` line.',
  check(file, report, { loadedTogether }) {
    const { config, path } = file;

    for (const section of config.sections) {
      if (section.kind !== 'backend' && section.kind !== 'listen') continue;
      const defaults = defaultsOf(config, section);
      if (!defaults && loadedTogether.length > 1) continue;
      const lines = [...(defaults?.directives ?? []), ...section.directives];
      if (
        lines.some(
          ({ keyword }) =>
            keyword === 'cookie' || keyword === 'appsession' || keyword === 'rdp-cookie' || keyword === 'persist',
        )
      )
        continue;
      const server = section.servers.find((candidate) => serverOptions(config, candidate).includes('cookie'));
      // With one server there is nothing to choose.
      if (!server || section.servers.length < 2) continue;
      report({
        at: { path, site: server.site },
        message: `"${server.name}" has a cookie value, but the section has no "cookie" line: nothing is written or read, and clients are not tied to a server. Add a line such as "cookie SRV insert indirect nocache", or remove the values.`,
      });
    }
  },
};
