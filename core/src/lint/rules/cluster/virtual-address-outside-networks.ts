import { type IpAddress, networkOf, parseIp } from '../../../base/ip-address.ts';
import { memo } from '../../../base/memo.ts';
import { type Cluster, fileSite, filesOf } from '../../../cluster/cluster.ts';
import { allVips, type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { haproxyFiles } from '../../../languages/haproxy/config.ts';
import type { KeepalivedConfig, VirtualAddress, VrrpInstance } from '../../../languages/keepalived/config.ts';
import type { ClusterRule } from '../../rule.ts';

export const virtualAddressOutsideNetworks: ClusterRule = {
  scope: 'cluster',
  id: 'virtual-address-outside-networks',
  severity: 'warning',
  verdict: 'own',
  restsOn: {
    keepalived: ['virtual_ipaddress', 'virtual_ipaddress_excluded', 'unicast_src_ip', 'mcast_src_ip', 'interface'],
    haproxy: 'lines',
  },
  summary: 'A virtual address is in none of the networks of the nodes.',
  check(cluster, report) {
    let behind: Networks | undefined;
    for (const { members } of vrrpGroups(cluster)) {
      const [member] = members;
      const own = members.map(ownAddresses);
      if (members.length < 2 || own.some((addresses) => addresses.length === 0) || setsRoutes(member)) continue;
      const all = own.flat();
      const near = new Networks(all);
      const blocks = new Set(all.map(privateBlock));
      for (const vip of allVips(member.instance)) {
        const prefix = Number(/\/(\d+)$/.exec(vip.text)?.[1] ?? 32);
        if (!vip.address || !isComparable(vip, prefix, member)) continue;
        // An address of another kind of network tells nothing of where this one should be.
        if (blocks.size !== 1 || !blocks.has(privateBlock(vip.address)) || near.has(vip.address, prefix)) continue;
        behind ??= new Networks(hostsOf(cluster));
        if (behind.has(vip.address, prefix)) continue;
        const shown = own.slice(0, 3).map((addresses) => addresses[0]?.text);
        // Two numbers in common are a slip, or the same site; less may be a second network on the same wire.
        const isSlip = near.has(vip.address, 16) || own.every((_, index) => members[index]?.node.declared?.addresses);
        report({
          ...(!isSlip && { severity: 'information' as const }),
          at: fileSite(member, vip.site),
          message: `${vip.text} is in a network in which no node has an address (${shown.join(' and ')}): who looks for it among their neighbours does not find it, and answers leave another way. Correct the address or its prefix; write /32 where it is routed to the nodes on purpose.`,
        });
      }
    }
  },
};

/** The networks that some addresses are in, for each length of prefix that is asked for. */
class Networks {
  readonly #addresses: readonly IpAddress[];
  readonly #known = new Map<number, ReadonlySet<string | undefined>>();

  constructor(addresses: readonly IpAddress[]) {
    this.#addresses = addresses;
  }

  has(address: IpAddress, prefix: number): boolean {
    const known = this.#known.get(prefix) ?? new Set(this.#addresses.map((each) => networkOf(each, prefix)));
    this.#known.set(prefix, known);
    return known.has(networkOf(address, prefix));
  }
}

/** Addresses of the member's interface as far as files tell. */
function ownAddresses({ node, instance, config }: GroupMember): IpAddress[] {
  const declared = node.declared?.addresses?.get(instance.interface?.value ?? '') ?? [];
  if (declared.length === 0 && isLink(config, instance)) return [];
  const multicast = instance.settings.find(({ keyword }) => keyword === 'mcast_src_ip')?.args[0]?.value;
  return [...declared, instance.unicastSource?.value ?? '', multicast ?? ''].flatMap((text) => {
    const address = parseIp(text);
    return address ? [address] : [];
  });
}

/** A source that instances of several interfaces send from is that of a link between the nodes. */
function isLink(config: KeepalivedConfig, { unicastSource }: VrrpInstance): boolean {
  return unicastSource !== undefined && (interfacesBySource(config).get(unicastSource.value)?.size ?? 0) > 1;
}

const interfacesBySource = memo(({ instances }: KeepalivedConfig) => {
  const found = new Map<string, Set<string>>();
  for (const { unicastSource, interface: name } of instances) {
    if (!unicastSource) continue;
    const names = found.get(unicastSource.value) ?? new Set();
    found.set(unicastSource.value, names.add(name?.value ?? ''));
  }
  return found;
});

function setsRoutes({ instance }: GroupMember): boolean {
  return instance.settings.some(({ keyword }) => keyword === 'virtual_routes' || keyword === 'virtual_rules');
}

/** Only what is written with a network and without a word of an interface, and is private. */
function isComparable({ address, device }: VirtualAddress, prefix: number, { instance }: GroupMember): boolean {
  if (address?.family !== 4 || prefix < 8 || prefix > 30) return false;
  return device === undefined && instance.interface !== undefined && privateBlock(address) !== undefined;
}

function privateBlock({ text }: IpAddress): string | undefined {
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.exec(text)?.[0]?.replace(/^172.*/, '172.');
}

/** Machines and addresses that HAProxy knows beside the virtual ones: a network of theirs is one that the nodes are in. */
function hostsOf(cluster: Cluster): IpAddress[] {
  const vips = new Set(cluster.groups.flatMap(({ addresses }) => addresses));
  return cluster.nodes.flatMap((node) =>
    filesOf(node, haproxyFiles).flatMap(({ config }) =>
      config.sections.flatMap(({ servers, binds }) =>
        [...servers, ...binds].flatMap(({ address }) => {
          const host = address?.kind === 'ip' ? address.host : undefined;
          return host?.family === 4 && !vips.has(host.text) ? [host] : [];
        }),
      ),
    ),
  );
}
