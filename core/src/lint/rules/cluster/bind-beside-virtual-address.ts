import { type IpAddress, inNetwork, isLoopback } from '../../../base/ip-address.ts';
import {
  allVips,
  type ClusterNode,
  type FileSite,
  fileSite,
  groupVips,
  type VrrpGroup,
} from '../../../cluster/cluster.ts';
import type { HaproxySection } from '../../../languages/haproxy/config.ts';
import { checksOf } from '../../keepalived-scripts.ts';
import type { ClusterRule } from '../../rule.ts';
import { hasVirtualServers } from '../../virtual-servers.ts';

export const bindBesideVirtualAddress: ClusterRule = {
  scope: 'cluster',
  id: 'bind-beside-virtual-address',
  severity: 'warning',
  verdict: 'own',
  summary: "HAProxy listens on each node's own address in the virtual address's network, and not on the virtual one.",
  check(cluster, report) {
    const vips = new Set(cluster.groups.flatMap(groupVips));
    for (const group of cluster.groups) {
      const nodes = group.members.map(({ node }) => node);
      if (nodes.length < 2 || group.members.some((member) => servesOtherwise(member.config))) continue;
      const binds = nodes.map((node) => ownBinds(node, group));
      if (!nodes.every((node) => listensByNameOnly(node, vips)) || !areOwn(binds)) continue;
      const [first, ...others] = binds.map((own) => own[0]);
      const [member] = group.members;
      const vip = member.instance.vips[0];
      if (!first || !vip) continue;
      report({
        at: first.at,
        message: `Nothing answers on ${groupVips(group).slice(0, 8).join(', ')}: HAProxy listens on ${first.host}, ${nodes[0]?.name}'s own address, and on no node on the virtual one, which moves without a service. Bind the virtual address (with net.ipv4.ip_nonlocal_bind = 1) or "*:${first.port}".`,
        related: [
          ...others.flatMap((other, index) =>
            other
              ? [{ at: other.at, message: `${nodes[index + 1]?.name} listens on ${other.host}`, mirrored: true }]
              : [],
          ),
          { at: fileSite(member, vip.site), message: 'the virtual address', mirrored: false },
        ],
      });
    }
  },
};

interface OwnBind {
  readonly host: string;
  readonly port: string;
  readonly at: FileSite;
}

/** Each node has some, and none of them is another node's as well, which is another mistake. */
function areOwn(binds: readonly (readonly OwnBind[])[]): boolean {
  const hosts = binds.flatMap((own) => [...new Set(own.map(({ host }) => host))]);
  return binds.every((own) => own.length > 0) && new Set(hosts).size === hosts.length;
}

/** Another program than HAProxy may be meant to answer on the address, or pass what it gets on to HAProxy. */
function servesOtherwise(config: Parameters<typeof checksOf>[0]): boolean {
  if (config.hasIncludes || hasVirtualServers(config)) return true;
  if (config.instances.some(({ settings }) => settings.some(({ keyword }) => keyword === 'virtual_routes')))
    return true;
  const checks = checksOf(config).map(({ command }) => command.text);
  return checks.length > 0 && !checks.some((text) => /haproxy|hapee|\bha_|lb|proxy/i.test(text));
}

/** Every address that HAProxy listens on is known, and none is a virtual one. */
function listensByNameOnly(node: ClusterNode, vips: ReadonlySet<string>): boolean {
  const binds = node.haproxy.flatMap(({ config }) => config.sections.flatMap((section) => section.binds));
  return binds.every(
    ({ address }) =>
      address.kind === 'unix' || (address.kind === 'ip' && address.host !== undefined && !vips.has(address.host.text)),
  );
}

/** Binds of services to addresses of the network that the group's addresses are in. */
function ownBinds(node: ClusterNode, group: VrrpGroup): OwnBind[] {
  return node.haproxy.flatMap(({ path, config }) =>
    config.sections
      .filter(isService)
      .flatMap((section) =>
        section.binds.flatMap(({ address, site }) =>
          address.kind === 'ip' && address.host && !isLoopback(address.host) && isBeside(address.host, group)
            ? [{ host: address.host.text, port: address.port, at: { path, site } }]
            : [],
        ),
      ),
  );
}

/** Not a page of statistics or a point of measurement, which is meant for each node. */
function isService(section: HaproxySection): boolean {
  return section.servers.length > 0 || section.backends.length > 0;
}

function isBeside(host: IpAddress, group: VrrpGroup): boolean {
  const usual = host.family === 6 ? 64 : 24;
  return group.members.some(({ instance }) =>
    allVips(instance).some(({ address, text }) => {
      const written = Number(/\/(\d+)/.exec(text)?.[1] ?? usual);
      // An address with the prefix of a host does not tell its network's.
      return (
        address !== undefined && inNetwork(host, address, written === (host.family === 6 ? 128 : 32) ? usual : written)
      );
    }),
  );
}
