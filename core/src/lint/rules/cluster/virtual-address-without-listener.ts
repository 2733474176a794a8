import { type ClusterNode, fileSite, groupVips, vipKey } from '../../../cluster/cluster.ts';
import type { Bind } from '../../../languages/haproxy/config.ts';
import type { ClusterRule } from '../../rule.ts';

export const virtualAddressWithoutListener: ClusterRule = {
  scope: 'cluster',
  id: 'virtual-address-without-listener',
  severity: 'information',
  verdict: 'own',
  summary: 'HAProxy listens on some virtual addresses by name, and on this one not at all.',
  check(cluster, report) {
    const vips = new Set(cluster.groups.flatMap(groupVips));
    for (const group of cluster.groups) {
      for (const member of group.members.slice(0, 1)) {
        for (const vip of member.instance.vips) {
          const nodes = group.members.map(({ node }) => node);
          if (!vip.address || !nodes.every((node) => isLeftOut(node, vipKey(vip), vips))) continue;
          // A sister address of the same instance that is served makes it likely that this one was forgotten.
          const sister = member.instance.vips.find((other) => nodes.every((node) => listens(node, vipKey(other))));
          report({
            at: fileSite(member, vip.site),
            ...(sister && { severity: 'warning' }),
            message: `HAProxy listens on ${sister ? vipKey(sister) : 'other virtual addresses'}, but nothing listens on ${vipKey(vip)} on any node: the address moves and refuses every connection, unless another program serves it. Add a bind line, or take the address away.`,
          });
        }
      }
    }
  },
};

function bindsOf(node: ClusterNode): readonly Bind[] {
  return node.haproxy.flatMap((file) => file.config.sections.flatMap((section) => section.binds));
}

function listens(node: ClusterNode, vip: string): boolean {
  return bindsOf(node).some(({ address }) => address.kind === 'ip' && address.host?.text === vip);
}

/** Whether HAProxy names virtual addresses, but not this one, and listens on no address that includes it. */
function isLeftOut(node: ClusterNode, vip: string, vips: ReadonlySet<string>): boolean {
  const binds = bindsOf(node);
  const isCertain = binds.every(({ address }) => address.kind === 'unix' || (address.kind === 'ip' && address.host));
  return isCertain && binds.length > 0 && !listens(node, vip) && [...vips].some((other) => listens(node, other));
}
