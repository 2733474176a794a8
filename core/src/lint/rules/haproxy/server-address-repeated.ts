import { mayHold, type Server } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const serverAddressRepeated: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'server-address-repeated',
  severity: 'information',
  verdict: 'own',
  summary: 'Two servers of a section with the same address and port.',
  sections: ['backend', 'listen'],
  keywords: ['server'],
  checkSection(section, report, { path }) {
    if (section.servers.length < 2) return;
    const seen = new Map<string, Server>();
    const mayBeDisabled = mayHold(section, 'disabled');
    for (const server of section.servers) {
      if (mayBeDisabled && server.options.includes('disabled')) continue;
      const first = seen.get(server.addressText);
      if (!first) {
        seen.set(server.addressText, server);
        continue;
      }
      if (!isOnePlace(server.address) || !sameButForName(first, server)) continue;
      report({
        at: { path, site: server.site },
        message: `"${server.name}" has the address of "${first.name}" (${server.addressText}): that server gets a double share and is checked twice, and when it fails both do. Correct the address, or use "weight".`,
        related: [{ at: { path, site: first.site }, message: 'The same address.', mirrored: false }],
      });
    }
  },
};

/** An IP address with a port: a name may stand for several. */
function isOnePlace(address: Server['address']): boolean {
  return address.kind === 'ip' && address.host !== undefined && /^\d+$/.test(address.port) && address.port !== '0';
}

/** Servers that differ in more than name and cookie share an address on purpose. */
function sameButForName(a: Server, b: Server): boolean {
  const text = ({ options }: Server): string => options.join(' ').replace(/\bcookie \S+/, '');
  return text(a) === text(b);
}
