import { memo } from '../base/memo.ts';
import type { KeepalivedConfig, VirtualAddress, VrrpInstance } from '../languages/keepalived/config.ts';
import type { AddressGroup, Candidate, Cluster, ClusterNode } from './cluster.ts';

/** What keepalived makes of a cluster: addresses that virtual routers of the VRRP move. */

/** One node's instance of a virtual router. */
export interface GroupMember extends Candidate {
  readonly instance: VrrpInstance;
  readonly config: KeepalivedConfig;
}

/** The instances on different nodes that are meant to be one virtual router, whatever their settings say. */
export interface VrrpGroup extends AddressGroup {
  readonly manager: typeof vrrp;
  readonly members: readonly [GroupMember, ...GroupMember[]];
}

/** The manager of its groups. */
export const vrrp = 'vrrp';

/** An instance of a node's file as a candidate for its addresses. */
export function groupMember(
  node: ClusterNode,
  path: string,
  instance: VrrpInstance,
  config: KeepalivedConfig,
): GroupMember {
  return {
    node,
    path,
    name: instance.name,
    site: instance.site,
    addresses: allVips(instance).map((vip) => ({ text: vipKey(vip), site: vip.site })),
    instance,
    config,
  };
}

/** The virtual router of some instances. */
export function vrrpGroup(members: VrrpGroup['members']): VrrpGroup {
  return {
    manager: vrrp,
    name: members[0].instance.name,
    ids: [...new Set(members.flatMap(({ instance }) => instance.virtualRouterId?.value ?? []))],
    addresses: [...new Set(members.flatMap(({ addresses }) => addresses.map(({ text }) => text)))],
    candidates: members,
    members,
  };
}

export function isVrrpGroup(group: AddressGroup): group is VrrpGroup {
  return group.manager === vrrp;
}

/** The virtual routers among a cluster's groups. */
export const vrrpGroups: (cluster: Cluster) => readonly VrrpGroup[] = memo((cluster: Cluster) =>
  cluster.groups.filter(isVrrpGroup),
);

/** Instances of machines beside the cluster whose virtual routers have the id and the network of one of its own. */
export function vrrpNeighbours({ neighbours = [] }: Pick<Cluster, 'neighbours'>): readonly GroupMember[] {
  return neighbours.filter(isGroupMember);
}

export function isGroupMember(candidate: Candidate): candidate is GroupMember {
  return 'instance' in candidate;
}

/** Every virtual address of a member, the excluded ones (not advertised, but moved along) too. */
export function allVips(instance: VrrpInstance): readonly VirtualAddress[] {
  return [...instance.vips, ...instance.excludedVips];
}

/** The text under which a virtual address is compared and shown: the address without prefix where it can be read. */
export function vipKey(vip: VirtualAddress): string {
  return vip.address?.text ?? vip.text;
}
