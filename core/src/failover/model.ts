import type { Version } from '../base/version.ts';
import { allVips, type Cluster, type GroupMember, type VrrpGroup, vipKey } from '../cluster/cluster.ts';
import { electionSettings } from '../languages/keepalived/election.ts';
import { exitReason } from './daemon-exit.ts';
import { basePriority, ownerPriority } from './priority.ts';
import type { NodeFacts, RouterModel } from './router.ts';
import { second } from './timers.ts';
import { syncGroupOf, trackersOf } from './trackers.ts';

/** The configured cluster as a transition system sees it. */
export interface FailoverModel {
  readonly cluster: Cluster;
  readonly nodes: readonly string[];
  readonly routers: readonly RouterModel[];
  /** Nodes whose keepalived ends right after its start, and why. */
  readonly exits: ReadonlyMap<string, string>;
  /** What the files ask for and the model leaves out, in words, by group. An answer for such a group is not certain. */
  readonly leftOut: ReadonlyMap<VrrpGroup, readonly string[]>;
}

/** The model of a cluster whose nodes all run one version; nothing but the files is known of them. */
export function failoverModel(cluster: Cluster, keepalived: Version): FailoverModel {
  return modelOf(cluster, (name) => ({ name, keepalived }));
}

export function modelOf(cluster: Cluster, factsOf: (node: string) => NodeFacts): FailoverModel {
  const segments = segmentsOf(cluster);
  const routers = cluster.groups
    .flatMap((group) => group.members.map((member) => ({ group, member })))
    .map(({ group, member }, index) => {
      const interfaceName = member.instance.interface?.value ?? '';
      return routerModel(index, factsOf(member.node.name), group, member, segments.get(interfaceName) ?? interfaceName);
    });
  const exits = new Map<string, string>();
  for (const node of cluster.nodes) {
    const reason = exitReason(routers.filter((router) => router.node === node.name));
    if (reason !== undefined) exits.set(node.name, reason);
  }
  return {
    cluster,
    nodes: cluster.nodes.map((node) => node.name),
    routers,
    exits,
    leftOut: new Map(cluster.groups.map((group) => [group, leftOutOf(group)])),
  };
}

function routerModel(
  index: number,
  facts: NodeFacts,
  group: VrrpGroup,
  member: GroupMember,
  segment: string,
): RouterModel {
  const { instance, config } = member;
  const settings = electionSettings(config);
  const switches = settings.switches(instance);
  const version = (instance.version?.value ?? config.vrrpVersion?.value) === 3 || isIpv6(member) ? 3 : 2;
  const base = basePriority(instance);
  const state = instance.state?.value;
  // `state MASTER` clears nopreempt and preempt_delay (upstream vrrp.c, vrrp_complete_instance); an owner preempts.
  const mayWait = state !== 'MASTER' && base !== ownerPriority;
  const sync = syncGroupOf(member);
  return {
    index,
    facts,
    node: facts.name,
    group,
    member,
    interface: instance.interface?.value ?? '',
    segment,
    version,
    base,
    advertInterval: advertInterval(instance.advertInterval?.value ?? 1, version),
    downTimerAdverts: instance.downTimerAdverts?.value ?? 3,
    nopreempt: instance.nopreempt !== undefined && mayWait,
    preemptDelay: mayWait && !instance.nopreempt && !config.strict ? (instance.preemptDelay?.value ?? 0) * second : 0,
    startupDelay: settings.startupDelay * second,
    // A sync group starts as BACKUP unless all of its members are owners.
    startsAsMaster: base === ownerPriority && (state === 'MASTER' || state === undefined) && sync === undefined,
    ownInterfaces: ownInterfaces(member),
    trackers: trackersOf(member),
    vips: [...new Set(movedVips(member))],
    lowerPriorityNoAdvert:
      switches.has('lower_prio_no_advert') || settings.lowerPriorityNoAdvert || config.strict !== undefined,
    checksSource: switches.has('check_unicast_src'),
    sync: sync && `${facts.name} ${sync.name}`,
  };
}

/** Addresses of the family of the first; of the other family only excluded ones are taken. */
function movedVips({ instance }: GroupMember): string[] {
  const family = instance.vips[0]?.address?.family;
  return allVips(instance)
    .filter((vip) => !instance.vips.includes(vip) || vip.address?.family === family)
    .map(vipKey);
}

/** Interfaces of one virtual router are on one network, whatever they are called on each node. */
function segmentsOf(cluster: Cluster): ReadonlyMap<string, string> {
  const segments = new Map<string, string>();
  for (const group of cluster.groups) {
    const names = [...new Set(group.members.map((member) => member.instance.interface?.value ?? ''))];
    const known = new Set(names.map((name) => segments.get(name) ?? name));
    const [target = ''] = known;
    for (const name of names) segments.set(name, target);
    for (const [name, segment] of segments) if (known.has(segment)) segments.set(name, target);
  }
  return segments;
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

function isIpv6({ instance }: GroupMember): boolean {
  return instance.vips[0]?.address?.family === 6;
}

function leftOutOf(group: VrrpGroup): string[] {
  const reasons = new Set<string>();
  for (const { node, instance, config } of group.members) {
    for (const keyword of instance.unmodelled) reasons.add(`${keyword} (${node.name})`);
    if (config.hasIncludes) reasons.add(`included files (${node.name})`);
  }
  return [...reasons];
}
