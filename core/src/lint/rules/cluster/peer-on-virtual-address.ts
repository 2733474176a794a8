import { filesOf } from '../../../cluster/cluster.ts';
import { directiveSite, directivesOf, haproxyFiles } from '../../../languages/haproxy/config.ts';
import type { ClusterRule } from '../../rule.ts';
import { fileOnce } from '../../shared-files.ts';

export const peerOnVirtualAddress: ClusterRule = {
  scope: 'cluster',
  id: 'peer-on-virtual-address',
  severity: 'warning',
  verdict: 'own',
  summary: 'A peer is to be reached at a virtual address.',
  check(cluster, report) {
    const vips = new Set(cluster.groups.flatMap(({ addresses }) => addresses));
    for (const { path, config } of fileOnce(cluster, (node) => filesOf(node, haproxyFiles))) {
      for (const section of config.sections) {
        if (section.kind !== 'peers') continue;
        for (const directive of [...directivesOf(section, 'peer'), ...directivesOf(section, 'server')]) {
          const [name, address] = directive.args;
          const host =
            address?.value
              .replace(/^\w+@/, '')
              .replace(/:\d+$/, '')
              .replace(/^\[|\]$/g, '') ?? '';
          if (!name || !vips.has(host)) continue;
          report({
            at: { path, site: directiveSite(section, directive, address, address) },
            message: `${host} is a virtual address: whoever holds it talks to itself, and the other node cannot be reached there. Give the peer "${name.value}" the address of its machine.`,
          });
        }
      }
    }
  },
};
