import { isLoopback } from '../base/ip-address.ts';
import { memo } from '../base/memo.ts';
import { haproxyFiles, type SectionStretch } from '../languages/haproxy/config.ts';
import { keepalivedFiles, type VirtualAddress, type VrrpInstance } from '../languages/keepalived/config.ts';
import { hasExpression } from '../syntax/template-text.ts';
import { filesOf, type MachineFiles } from './cluster.ts';
import { allVips, vipKey } from './vrrp.ts';

/** What tells which machines belong together. Two machines with equal profiles are joined alike. */
export interface Profile {
  readonly vips: readonly string[];
  /** Addresses that it sends advertisements from, and to. */
  readonly sources: readonly string[];
  readonly peers: readonly string[];
  readonly instances: readonly string[];
  readonly virtualRouterIds: readonly string[];
  /** Virtual routers by network: machines that share one hear each other. */
  readonly networks: readonly string[];
  /** HAProxy's frontends, backends and listens by kind and name. */
  readonly proxies: readonly string[];
  /** Addresses of its servers. */
  readonly servers: readonly string[];
  /** Entries of its `peers` sections, by name and address. */
  readonly haproxyPeers: readonly string[];
  /** All of it as texts, to compare with. Sections that did not change give the very same text. */
  readonly signature: readonly string[];
}

export function profileOf(machine: MachineFiles): Profile {
  const instances = filesOf(machine, keepalivedFiles).flatMap((file) => file.config.instances);
  const stretches = filesOf(machine, haproxyFiles).flatMap((file) => file.config.stretches);
  let proxies: readonly string[] | undefined;
  let servers: readonly string[] | undefined;
  let signature: readonly string[] | undefined;
  const facts = {
    vips: written(instances.flatMap((instance) => allVips(instance).map(vipKey))),
    sources: unique(instances.flatMap(({ unicastSource }) => (unicastSource ? [unicastSource.value] : []))),
    peers: written(instances.flatMap(({ unicastPeers }) => unicastPeers.map((peer) => peer.value))),
    instances: written(instances.map((instance) => instance.name)),
    virtualRouterIds: unique(
      instances.flatMap(({ virtualRouterId }) => (virtualRouterId ? [String(virtualRouterId.value)] : [])),
    ),
    networks: unique(instances.flatMap(networksOf)),
    haproxyPeers: unique(stretches.flatMap(peersOf)),
  };
  return {
    ...facts,
    // A large file has thousands of these, and they matter only where paths say that two machines may be a pair.
    get proxies() {
      proxies ??= unique(stretches.flatMap((stretch) => partOf(stretch).proxies));
      return proxies;
    },
    get servers() {
      servers ??= unique(stretches.flatMap((stretch) => partOf(stretch).servers));
      return servers;
    },
    get signature() {
      signature ??= [JSON.stringify(facts), ...stretches.map((stretch) => partOf(stretch).text)];
      return signature;
    },
  };
}

/** What some sections add to the profile. */
const partOf = memo(({ sections }: SectionStretch) => {
  const proxies: string[] = [];
  const addresses: string[] = [];
  for (const { kind, name, servers } of sections) {
    if (kind === 'frontend' || kind === 'listen' || kind === 'backend') proxies.push(`${kind} ${name?.name ?? ''}`);
    for (const server of servers) {
      // Few texts can be a loopback address: the others are not read for that.
      const { addressText: text } = server;
      const address = text.startsWith('127.') || text.includes('::1') ? server.address : undefined;
      if (!(address?.kind === 'ip' && address.host && isLoopback(address.host))) addresses.push(text);
    }
  }
  return { proxies, servers: addresses, text: [...proxies, ...addresses].join(' ') };
});

const peersOf = memo(({ sections }: SectionStretch): readonly string[] => {
  const peers: string[] = [];
  for (const { kind, directives } of sections) {
    if (kind !== 'peers') continue;
    for (const { keyword, args } of directives) {
      if (keyword !== 'peer' && keyword !== 'server') continue;
      peers.push(`${args[0]?.value ?? ''} ${args[1]?.value ?? ''}`);
    }
  }
  return peers;
});

/**
 * The virtual router as machines of its network see it: its id, and the network of its addresses. Without a prefix
 * the usual one of a network is taken, /24 or /64. Unicast reaches the listed peers only.
 */
export function networksOf(instance: VrrpInstance): string[] {
  const { virtualRouterId, unicastPeers } = instance;
  if (!virtualRouterId || unicastPeers.length > 0) return [];
  return unique(allVips(instance).slice(0, 1).flatMap(networkOf)).map(
    (network) => `${virtualRouterId.value} ${network}`,
  );
}

function networkOf({ address, text }: VirtualAddress): string[] {
  if (!address) return [];
  if (address.family === 6)
    return address.text.startsWith('fe80:') ? [] : [address.text.split(':').slice(0, 4).join(':')];
  const written = Number(/\/(\d+)$/.exec(text)?.[1] ?? 24);
  const prefix = written < 8 || written > 30 ? 24 : written;
  const value = address.text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - prefix);
  return [`${Math.floor(value / size) * size}/${prefix}`];
}

/** Without what a template makes: equal expressions may become different values on each machine. */
function written(items: readonly string[]): string[] {
  return unique(items).filter((item) => !hasExpression(item));
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}
