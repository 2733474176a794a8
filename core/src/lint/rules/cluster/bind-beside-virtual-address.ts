import { type IpAddress, isLoopback, networkOf } from '../../../base/ip-address.ts';
import { memo } from '../../../base/memo.ts';
import { type Cluster, type ClusterNode, type FileSite, fileSite, filesOf } from '../../../cluster/cluster.ts';
import { allVips, type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { watchesHaproxy } from '../../../failover/vrrp/haproxy-health.ts';
import { trackersOf } from '../../../failover/vrrp/trackers.ts';
import { type HaproxySection, haproxyFiles } from '../../../languages/haproxy/config.ts';
import type { VirtualAddress } from '../../../languages/keepalived/config.ts';
import { hasVirtualServers } from '../../../languages/keepalived/virtual-servers.ts';
import { checksOf } from '../../keepalived-scripts.ts';
import type { ClusterRule } from '../../rule.ts';

export const bindBesideVirtualAddress: ClusterRule = {
  scope: 'cluster',
  id: 'bind-beside-virtual-address',
  severity: 'warning',
  verdict: 'own',
  summary: "HAProxy listens on each node's own address in the virtual address's network, and not on the virtual one.",
  check(cluster, report) {
    if (!listensByNameOnly(cluster)) return;
    for (const group of vrrpGroups(cluster)) {
      const [member] = group.members;
      const [vip] = member.instance.vips;
      if (!vip || group.members.length < 2 || group.members.some(servesOtherwise)) continue;
      const networks = new Set(allVips(member.instance).flatMap(networkOfVip));
      const binds = group.members.map(({ node }) => bindIn(node, networks));
      const [first, ...others] = binds.flatMap((bind) => (bind ? [bind] : []));
      if (!first || others.length + 1 < binds.length) continue;
      report({
        at: first.at,
        message: `Nothing answers on ${group.addresses.slice(0, 8).join(', ')}: HAProxy listens on ${first.host.text}, ${member.node.name}'s own address, and on no node on the virtual one, which moves without a service. Bind the virtual address (with net.ipv4.ip_nonlocal_bind = 1) or "*:${first.port}".`,
        related: [
          ...others.map(({ at, host }) => ({ at, message: `another node listens on ${host.text}`, mirrored: true })),
          { at: fileSite(member, vip.site), message: 'the virtual address', mirrored: false },
        ],
      });
    }
  },
};

interface OwnBind {
  readonly host: IpAddress;
  readonly port: string;
  readonly at: FileSite;
}

/** Another program than HAProxy may be meant to answer on the address, or to pass what it gets on to HAProxy. */
function servesOtherwise(member: GroupMember): boolean {
  const { config } = member;
  if (config.hasIncludes || hasVirtualServers(config)) return true;
  if (config.instances.some(({ settings }) => settings.some(({ keyword }) => keyword === 'virtual_routes')))
    return true;
  const checks = checksOf(config).map(({ command }) => command.text);
  if (checks.length === 0 || checks.some((text) => /haproxy|hapee|\bha_|lb|proxy/i.test(text))) return false;
  return !trackersOf(member).some((tracker) => watchesHaproxy(member, tracker) === 'yes');
}

/** Every address that HAProxy listens on is known, is one node's alone and no virtual one. */
function listensByNameOnly(cluster: Cluster): boolean {
  const vips = new Set(cluster.groups.flatMap(({ addresses }) => addresses));
  const owners = new Map<string, ClusterNode>();
  for (const node of cluster.nodes) {
    for (const { address } of filesOf(node, haproxyFiles).flatMap(({ config }) =>
      config.sections.flatMap(({ binds }) => binds),
    )) {
      if (address.kind === 'unix') continue;
      if (address.kind !== 'ip' || !address.host || vips.has(address.host.text)) return false;
      if (isLoopback(address.host)) continue;
      if ((owners.get(address.host.text) ?? node) !== node) return false;
      owners.set(address.host.text, node);
    }
  }
  return owners.size > 0;
}

/** Binds of services to addresses of the node. */
const ownBinds = memo((node: ClusterNode): readonly OwnBind[] =>
  filesOf(node, haproxyFiles).flatMap(({ path, config }) =>
    config.sections
      .filter(isService)
      .flatMap((section) =>
        section.binds.flatMap(({ address, site }) =>
          address.kind === 'ip' && address.host && !isLoopback(address.host)
            ? [{ host: address.host, port: address.port, at: { path, site } }]
            : [],
        ),
      ),
  ),
);

/** Not a page of statistics or a point of measurement, which is meant for each node. */
function isService(section: HaproxySection): boolean {
  return section.servers.length > 0 || section.backends.length > 0;
}

/** The first bind in each network of one prefix length. */
const byNetwork = memo((_node: ClusterNode) => new Map<string, ReadonlyMap<string, OwnBind>>());

/** The first of a node's binds in one of the networks. */
function bindIn(node: ClusterNode, networks: ReadonlySet<string>): OwnBind | undefined {
  for (const network of networks) {
    const length = network.slice(network.lastIndexOf('/') + 1);
    let known = byNetwork(node).get(length);
    if (!known) {
      known = new Map(
        ownBinds(node)
          .toReversed()
          .map((bind) => [networkOf(bind.host, Number(length)) ?? '', bind]),
      );
      byNetwork(node).set(length, known);
    }
    const bind = known.get(network);
    if (bind) return bind;
  }
  return undefined;
}

/** An address with the prefix of a host does not tell its network's: the usual one is taken. */
function networkOfVip({ address, text }: VirtualAddress): string[] {
  if (!address) return [];
  const [usual, host] = address.family === 6 ? [64, 128] : [24, 32];
  const written = Number(/\/(\d+)/.exec(text)?.[1] ?? usual);
  const network = networkOf(address, written === host || written === 0 ? usual : written);
  return network === undefined ? [] : [network];
}
