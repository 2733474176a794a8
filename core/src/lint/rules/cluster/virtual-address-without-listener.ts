import { isLinkLocal } from '../../../base/link-local.ts';
import { memo } from '../../../base/memo.ts';
import { type ClusterNode, fileSite, filesOf } from '../../../cluster/cluster.ts';
import { vipKey, vrrpGroups } from '../../../cluster/vrrp.ts';
import { haproxyFiles } from '../../../languages/haproxy/config.ts';
import type { ClusterRule } from '../../rule.ts';

export const virtualAddressWithoutListener: ClusterRule = {
  scope: 'cluster',
  id: 'virtual-address-without-listener',
  severity: 'information',
  verdict: 'own',
  restsOn: { keepalived: ['virtual_ipaddress', 'virtual_ipaddress_excluded'], haproxy: 'listeners' },
  summary: 'HAProxy listens on some virtual addresses by name, and on this one not at all.',
  check(cluster, report) {
    const vips = new Set(cluster.groups.flatMap(({ addresses }) => addresses));
    for (const group of vrrpGroups(cluster)) {
      for (const member of group.members.slice(0, 1)) {
        const nodes = group.members.map(({ node }) => node);
        // A sister address of the same instance that is served makes it likely that this one was forgotten.
        const sister = member.instance.vips.find((other) => nodes.every((node) => listens(node, vipKey(other))));
        for (const vip of member.instance.vips) {
          // The first address of an IPv6 instance has to be link-local, and nobody asks for it.
          if (!vip.address || isLinkLocal(vipKey(vip)) || !nodes.every((node) => isLeftOut(node, vipKey(vip), vips)))
            continue;
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

interface Listening {
  /** The addresses that it listens on by name. */
  readonly hosts: ReadonlySet<string>;
  /** It listens on nothing but given addresses and sockets of the machine. */
  readonly isCertain: boolean;
}

const listeningOf = memo((node: ClusterNode): Listening => {
  const hosts = new Set<string>();
  let isCertain = true;
  let some = false;
  for (const { address } of filesOf(node, haproxyFiles).flatMap((file) =>
    file.config.sections.flatMap(({ binds }) => binds),
  )) {
    some = true;
    if (address.kind === 'ip' && address.host) hosts.add(address.host.text);
    else if (address.kind !== 'unix') isCertain = false;
  }
  return { hosts, isCertain: isCertain && some };
});

function listens(node: ClusterNode, vip: string): boolean {
  return listeningOf(node).hosts.has(vip);
}

/** Whether HAProxy names virtual addresses, but not this one, and listens on no address that includes it. */
function isLeftOut(node: ClusterNode, vip: string, vips: ReadonlySet<string>): boolean {
  const { hosts, isCertain } = listeningOf(node);
  if (!isCertain || hosts.has(vip)) return false;
  for (const host of hosts) if (vips.has(host)) return true;
  return false;
}
