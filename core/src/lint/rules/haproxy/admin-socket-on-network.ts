import { isLoopback } from '../../../base/ip-address.ts';
import { parseAddress } from '../../../languages/haproxy/address.ts';
import { directiveSite, directivesOf } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const adminSocketOnNetwork: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'admin-socket-on-network',
  severity: 'warning',
  verdict: 'own',
  summary: 'A `stats socket` of level admin on a network address.',
  sections: ['global'],
  keywords: ['stats'],
  checkSection(section, report, { path }) {
    for (const directive of directivesOf(section, 'stats')) {
      const [kind, address, ...options] = directive.args;
      if (kind?.value !== 'socket' || !address) continue;
      const parsed = parseAddress(address.value, address.known);
      if (parsed.kind !== 'ip' || (parsed.host && isLoopback(parsed.host))) continue;
      const level = options[options.findIndex(({ value }) => value === 'level') + 1]?.value;
      if (level !== 'admin' || options.some(({ value }) => value === 'verify')) continue;
      report({
        at: { path, site: directiveSite(section, directive, address, address) },
        message:
          'This socket asks for no password: everybody who reaches the address can change servers, certificates and maps. Bind 127.0.0.1 or a Unix socket.',
      });
    }
  },
};
