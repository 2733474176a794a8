import { compareVersions, type Version } from '../base/version.ts';
import { allVips, type Cluster, type GroupMember, type VrrpGroup, vipKey } from '../cluster/cluster.ts';
import { basePriority, ownerPriority, type Tracker, trackersOf } from './priority.ts';
import { second } from './timers.ts';

/** What one node's instance of a virtual router is configured to do. Constant while states change. */
export interface RouterModel {
  /** Position in `FailoverModel.routers` and in every state. */
  readonly index: number;
  readonly node: string;
  readonly group: VrrpGroup;
  readonly member: GroupMember;
  readonly interface: string;
  readonly version: 2 | 3;
  /** Microseconds, rounded as keepalived rounds: whole seconds in VRRPv2, 10 ms in VRRPv3. */
  readonly advertInterval: number;
  readonly downTimerAdverts: number;
  readonly nopreempt: boolean;
  /** Priority 255 and not told to start as BACKUP: MASTER at once. */
  readonly startsAsMaster: boolean;
  /** Tracked without being asked: the instance's interface, unless that is switched off, and those of its addresses. */
  readonly ownInterfaces: readonly string[];
  readonly trackers: readonly Tracker[];
  readonly vips: readonly string[];
}

/** The configured cluster as a transition system sees it. */
export interface FailoverModel {
  readonly cluster: Cluster;
  readonly nodes: readonly string[];
  readonly routers: readonly RouterModel[];
  readonly keepalived: Version;
  /** What the files ask for and the model leaves out, in words, by group. An answer for such a group is not certain. */
  readonly leftOut: ReadonlyMap<VrrpGroup, readonly string[]>;
}

export function failoverModel(cluster: Cluster, keepalived: Version): FailoverModel {
  const routers = cluster.groups
    .flatMap((group) => group.members.map((member) => ({ group, member })))
    .map(({ group, member }, index) => routerModel(index, group, member));
  return {
    cluster,
    nodes: cluster.nodes.map((node) => node.name),
    routers,
    keepalived,
    leftOut: new Map(cluster.groups.map((group) => [group, leftOutOf(group)])),
  };
}

function routerModel(index: number, group: VrrpGroup, member: GroupMember): RouterModel {
  const { instance, config } = member;
  const version = (instance.version?.value ?? config.vrrpVersion?.value) === 3 || isIpv6(member) ? 3 : 2;
  const owner = basePriority(instance) === ownerPriority;
  const state = instance.state?.value;
  // `state MASTER` clears nopreempt (upstream vrrp.c, vrrp_complete_instance); an owner always preempts.
  const nopreempt = instance.nopreempt !== undefined && state !== 'MASTER' && !owner;
  return {
    index,
    node: member.node.name,
    group,
    member,
    interface: instance.interface?.value ?? '',
    version,
    advertInterval: advertInterval(instance.advertInterval?.value ?? 1, version),
    downTimerAdverts: instance.downTimerAdverts?.value ?? 3,
    nopreempt,
    startsAsMaster: owner && (state === 'MASTER' || state === undefined),
    ownInterfaces: ownInterfaces(member),
    trackers: trackersOf(member),
    vips: [...new Set(allVips(instance).map(vipKey))],
  };
}

function ownInterfaces({ instance }: GroupMember): string[] {
  const primary = instance.interface && !instance.dontTrackPrimary ? [instance.interface.value] : [];
  const devices = allVips(instance).flatMap((vip) => (vip.device === undefined ? [] : [vip.device]));
  return [...new Set([...primary, ...devices])];
}

function advertInterval(seconds: number, version: 2 | 3): number {
  const unit = version === 2 ? second : second / 100;
  return Math.max(unit, Math.round((seconds * second) / unit) * unit);
}

function isIpv6(member: GroupMember): boolean {
  return member.instance.vips[0]?.address?.family === 6;
}

function leftOutOf(group: VrrpGroup): string[] {
  const reasons = new Set<string>();
  for (const { node, instance, config } of group.members) {
    for (const keyword of instance.unmodelled) reasons.add(`${keyword} (${node.name})`);
    if (instance.preemptDelay) reasons.add(`preempt_delay (${node.name})`);
    if (instance.trackFiles.length > 0) reasons.add(`track_file (${node.name})`);
    if (config.strict) reasons.add(`vrrp_strict (${node.name})`);
    if (config.hasIncludes) reasons.add(`included files (${node.name})`);
    if (config.syncGroups.some((sync) => sync.members.some((member) => member.name === instance.name))) {
      reasons.add(`vrrp_sync_group (${node.name})`);
    }
  }
  return [...reasons];
}

/**
 * Why `receiver` drops the advertisements of `sender`, in words; undefined when it takes them
 * (upstream vrrp.c, vrrp_check_packet). With equal settings on both sides nothing is dropped.
 */
export function rejection(model: FailoverModel, receiver: RouterModel, sender: RouterModel): string | undefined {
  const [own, theirs] = [receiver.member.instance, sender.member.instance];
  const differ = (name: string, a: unknown, b: unknown): string | undefined =>
    a === b ? undefined : `${name} differs (${a ?? 'none'} and ${b ?? 'none'})`;
  const tolerant = compareVersions(model.keepalived, [2, 3, 3]) >= 0;
  return (
    differ('virtual_router_id', own.virtualRouterId?.value, theirs.virtualRouterId?.value) ??
    differ('the VRRP version', receiver.version, sender.version) ??
    (receiver.version === 2 && authentication(receiver.member) !== authentication(sender.member)
      ? 'the authentication differs'
      : undefined) ??
    (receiver.version === 2
      ? differ('advert_int', receiver.advertInterval / second, sender.advertInterval / second)
      : undefined) ??
    (!tolerant && advertised(receiver.member) !== advertised(sender.member)
      ? 'the virtual addresses differ'
      : undefined) ??
    unicastRejection(receiver, sender)
  );
}

/** Type and the eight bytes that VRRPv2 carries. */
function authentication({ instance }: GroupMember): string {
  return instance.authType ? `${instance.authType.value} ${(instance.authPass?.value ?? '').slice(0, 8)}` : '';
}

function advertised({ instance }: GroupMember): string {
  return instance.vips.map(vipKey).sort().join(' ');
}

function unicastRejection(receiver: RouterModel, sender: RouterModel): string | undefined {
  const [own, theirs] = [receiver.member.instance, sender.member.instance];
  const receiverUnicast = own.unicastPeers.length > 0;
  const senderUnicast = theirs.unicastPeers.length > 0;
  if (receiverUnicast !== senderUnicast) return 'one sends unicast and the other multicast';
  if (!senderUnicast || !own.unicastSource) return undefined;
  return theirs.unicastPeers.some((peer) => peer.value === own.unicastSource?.value)
    ? undefined
    : `${sender.node} does not list ${own.unicastSource.value} as unicast_peer`;
}
