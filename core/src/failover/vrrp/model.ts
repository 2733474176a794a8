import { isLinkLocal } from '../../base/link-local.ts';
import { memo } from '../../base/memo.ts';
import { compareVersions } from '../../base/version.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { type ClusterVersions, keepalivedOn, versionKey } from '../../cluster/versions.ts';
import { allVips, type GroupMember, type VrrpGroup, vipKey, vrrpGroups } from '../../cluster/vrrp.ts';
import type { ReadingLimit, Setting } from '../../languages/keepalived/config.ts';
import { electionSettings } from '../../languages/keepalived/tracking.ts';
import { basePriority, ownerPriority } from './base-priority.ts';
import { type DaemonExit, exitOf } from './daemon-exit.ts';
import { asksVirtualAddress } from './haproxy-health.ts';
import { type Hearer, hearersOf } from './hearers.ts';
import { onOtherLinks } from './other-links.ts';
import { withRefusals } from './refusal.ts';
import type { NodeFacts, RouterModel } from './router.ts';
import { withSharedDoubts } from './shared-doubts.ts';
import { standbyDoubts } from './standby.ts';
import { downTimerAdverts, isHeldByScript, startsAsMasterAfter } from './start-rules.ts';
import { isStrict, isSwitchedOn } from './switches.ts';
import { templateDoubts } from './template-doubts.ts';
import { second } from './timers.ts';
import { syncGroupOf, trackersIn, trackersOf } from './trackers.ts';
import { sourceDoubts } from './unicast-source.ts';
import { isUsuallyDown, unknownTrackers, usualNumber } from './usual.ts';

/** The configured cluster as a transition system sees it. */
export interface FailoverModel {
  readonly cluster: Cluster;
  readonly nodes: readonly string[];
  readonly routers: readonly RouterModel[];
  /** Who can hear a router, by its index. */
  readonly hearers: readonly (readonly Hearer[])[];
  /** Nodes whose keepalived ends right after its start, and why. */
  readonly exits: ReadonlyMap<string, DaemonExit>;
  /** Checks that fail on a node until it has what only their success would give it, by node. */
  readonly failingAtStart: ReadonlyMap<string, ReadonlySet<string>>;
  /** Numbers in tracked files when all is well, where they are not 0, by node and name. */
  readonly fileValuesAtStart?: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Microseconds within which the advertisements of two nodes cross; -Infinity: the first one is always heard in time. */
  readonly crossing?: number;
  /** Microseconds by which the advertisement that starts a `preempt_delay` is read late. */
  readonly preemptReadLate?: number;
  /** Ties between addresses that nobody knows go the other way than they mostly do. */
  readonly reversesTies?: boolean;
  /** What makes every answer about a group uncertain, in words: what is not modelled, what the files do not hold. */
  readonly doubts: ReadonlyMap<VrrpGroup, readonly string[]>;
}

/** The model of a cluster; of its nodes is known what the files and a manifest say. */
export function failoverModel(cluster: Cluster, keepalived: ClusterVersions): FailoverModel {
  const kept = latestModel(cluster);
  const key = versionKey(keepalived);
  if (kept.latest?.key !== key) kept.latest = { key, model: newModel(cluster, keepalived) };
  return kept.latest.model;
}

/** A cluster is the same object while its files are, and is asked about again and again. */
const latestModel = memo(
  (_cluster: Cluster): { latest: { readonly key: string; readonly model: FailoverModel } | undefined } => ({
    latest: undefined,
  }),
);

function newModel(cluster: Cluster, versions: ClusterVersions): FailoverModel {
  const facts = new Map(
    cluster.nodes.map((node): [string, NodeFacts] => {
      const addresses = node.declared?.addresses;
      return [
        node.name,
        { name: node.name, keepalived: keepalivedOn(node, versions), ...(addresses && { addresses }) },
      ];
    }),
  );
  return withRefusals(asUsual(modelOf(cluster, (name) => mustHave(facts, name))));
}

function mustHave(facts: ReadonlyMap<string, NodeFacts>, name: string): NodeFacts {
  const found = facts.get(name);
  if (!found) throw new RangeError(`no node is called ${name}`);
  return found;
}

/** The model with trackers as they are when all is well, and with what of that no file holds. */
function asUsual(model: FailoverModel): FailoverModel {
  const failing = new Map<string, Set<string>>();
  const numbers = new Map<string, Map<string, number>>();
  for (const node of model.nodes) {
    const own = model.routers.filter((router) => router.node === node);
    const down = new Set(model.failingAtStart.get(node));
    const values = new Map<string, number>();
    for (const { member, trackers } of own) {
      for (const tracker of trackers) {
        if (isUsuallyDown(member, tracker)) down.add(tracker.name);
        if (tracker.kind === 'file') values.set(tracker.name, usualNumber(member, tracker));
      }
    }
    failing.set(node, down);
    numbers.set(node, values);
  }
  const doubts = new Map(
    [...model.doubts].map(([group, said]): [VrrpGroup, readonly string[]] => [
      group,
      [
        ...said,
        ...new Set(group.members.flatMap((member) => [...unknownTrackers(member), ...standbyDoubts(group, member)])),
      ],
    ]),
  );
  return {
    ...model,
    failingAtStart: failing,
    fileValuesAtStart: numbers,
    doubts: withSharedDoubts(model.cluster, model.routers, doubts),
  };
}

export function modelOf(cluster: Cluster, factsOf: (node: string) => NodeFacts): FailoverModel {
  const segments = segmentsOf(cluster);
  const repeated = linkLocalsOnSeveralLinks(cluster);
  const nodes = cluster.nodes.map((node) => node.name);
  const routers = vrrpGroups(cluster)
    .flatMap((group) => group.members.map((member) => ({ group, member })))
    .map(({ group, member }, index) => {
      const interfaceName = member.instance.interface?.value ?? '';
      const declared = member.node.declared?.segments?.get(interfaceName);
      const segment = declared ?? segments.get(interfaceName) ?? interfaceName;
      const nodeIndex = nodes.indexOf(member.node.name);
      return {
        index,
        nodeIndex,
        ...routerModel(factsOf(member.node.name), group, member, segment, repeated.get(group)),
      };
    });
  const exits = new Map<string, DaemonExit>();
  for (const node of cluster.nodes) {
    const exit = exitOf(routers.filter((router) => router.node === node.name));
    if (exit) exits.set(node.name, exit);
  }
  const doubts = new Map(vrrpGroups(cluster).map((group) => [group, doubtsOf(group)]));
  for (const router of routers) doubts.get(router.group)?.push(...sourceDoubts(router));
  return {
    cluster,
    nodes,
    routers,
    hearers: hearersOf(routers),
    exits,
    failingAtStart: new Map(
      nodes.map((node) => [node, failingAtStart(routers.filter((router) => router.node === node))]),
    ),
    doubts,
  };
}

function routerModel(
  facts: NodeFacts,
  group: VrrpGroup,
  member: GroupMember,
  segment: string,
  elsewhere: ReadonlySet<string> | undefined,
): Omit<RouterModel, 'index' | 'nodeIndex'> {
  const { instance, config } = member;
  const settings = electionSettings(config);
  const version = (instance.version?.value ?? config.vrrpVersion?.value) === 3 || isIpv6(member) ? 3 : 2;
  const base = basePriority(instance);
  const state = instance.state?.value;
  const strict = isStrict(config, instance);
  // Who starts as MASTER clears nopreempt and preempt_delay; an owner that starts as BACKUP the former only (upstream
  // vrrp.c, vrrp_complete_instance). In strict mode the priority alone decides; the authentication AH makes a BACKUP of
  // a MASTER that is no owner.
  const wantsMaster = strict || state === undefined ? base === ownerPriority : state === 'MASTER';
  const mayWait = !wantsMaster || (instance.authType?.value === 'AH' && version === 2 && base !== ownerPriority);
  const nopreempt = instance.nopreempt !== undefined && mayWait && base !== ownerPriority;
  const sync = syncGroupOf(member, facts.keepalived);
  const interval = advertInterval(instance.advertInterval?.value ?? 1, version);
  const masterAfter = startsAsMasterAfter(member, interval, facts.keepalived);
  // An owner that a script holds back goes to MASTER with its result, whatever the delay (lab, 2.2.7 to 2.3.4). Before
  // 2.2 scripts begin after the delay.
  const startsWithScript =
    masterAfter !== undefined &&
    compareVersions(facts.keepalived, [2, 2, 0]) >= 0 &&
    isHeldByScript(member, sync, facts.keepalived);
  return {
    facts,
    node: facts.name,
    group,
    member,
    interface: instance.interface?.value ?? '',
    segment,
    version,
    base,
    advertInterval: interval,
    downTimerAdverts: strict ? 3 : downTimerAdverts(member, facts.keepalived),
    nopreempt,
    preemptDelay: mayWait && !nopreempt && !strict ? (instance.preemptDelay?.value ?? 0) * second : 0,
    startupDelay: startsWithScript ? 0 : settings.startupDelay * second,
    startsAsMasterAfter: masterAfter,
    ownInterfaces: ownInterfaces(member),
    trackers: trackersIn(member, facts.keepalived),
    vips: [...new Set(movedVips(member))].filter((vip) => !elsewhere?.has(vip)),
    lowerPriorityNoAdvert: strict || isSwitchedOn(config, instance, 'lower_prio_no_advert'),
    higherPrioritySendAdvert: !strict && isSwitchedOn(config, instance, 'higher_prio_send_advert'),
    ownerIgnoresAdverts: base === ownerPriority && (strict || isSwitchedOn(config, instance, 'owner_ignore_adverts')),
    checksSource: isSwitchedOn(config, instance, 'check_unicast_src'),
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

/**
 * A link-local address may be on each link anew. Under one name there is one answer, so it is followed where it is
 * listed first; by group, those that an earlier group of another link lists.
 */
function linkLocalsOnSeveralLinks(cluster: Cluster): ReadonlyMap<VrrpGroup, ReadonlySet<string>> {
  const first = new Map<string, VrrpGroup>();
  const elsewhere = new Map<VrrpGroup, Set<string>>();
  for (const group of vrrpGroups(cluster)) {
    for (const member of group.members) {
      for (const vip of allVips(member.instance)) {
        const key = vipKey(vip);
        if (!isLinkLocal(key)) continue;
        const known = first.get(key) ?? group;
        first.set(key, known);
        if (known === group || !onOtherLinks(known, group, key)) continue;
        const set = elsewhere.get(group) ?? new Set();
        elsewhere.set(group, set.add(key));
      }
    }
  }
  return elsewhere;
}

/** Interfaces of one virtual router are on one network, whatever they are called on each node. */
function segmentsOf(cluster: Cluster): ReadonlyMap<string, string> {
  const segments = new Map<string, string>();
  for (const group of vrrpGroups(cluster)) {
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

/** A check with weight 0 that asks the instance's own address keeps every node in FAULT: nobody may take it first. */
function failingAtStart(routers: readonly RouterModel[]): ReadonlySet<string> {
  const stuck = routers.flatMap(({ member, trackers }) =>
    trackers.filter((tracker) => tracker.weight === 0 && !tracker.reverse && asksVirtualAddress(member, tracker)),
  );
  return new Set(stuck.map((tracker) => tracker.name));
}

/** What is not read of a configuration that is too large, in words. */
const leftOutBy: Readonly<Record<ReadingLimit['kind'], string>> = {
  definitions: 'definitions and repetitions that are too much to read',
  nodes: 'lines for nodes beyond those that are read',
  includes: 'included files that are too much to read',
};

/** Words of keepalived 2.4 that change the election and of which no run of real daemons was recorded yet. */
function unprovenIn({ instance, config }: GroupMember): string[] {
  const signs = instance.settings.some(
    ({ keyword, children }) =>
      keyword === 'auth_hmac' ||
      (keyword === 'authentication' && children.some((child) => child.keyword === 'auth_hmac')),
  );
  const waits = config.globals.some(({ keyword }) => keyword === 'vrrp_delay_after_boot');
  return [...(signs ? ['auth_hmac'] : []), ...(waits ? ['vrrp_delay_after_boot'] : [])];
}

/** Settings whose value keepalived takes from its environment, or draws. */
function chosenAtRunTime(settings: readonly Setting[]): readonly string[] {
  const isChosen = ({ args, children }: Setting): boolean =>
    args.some(({ value }) => /\$\{?_(?:ENV|RANDOM)\b/.test(value)) || children.some(isChosen);
  return [...new Set(settings.filter(isChosen).map(({ keyword }) => keyword))];
}

function doubtsOf(group: VrrpGroup): string[] {
  const leftOut = new Set<string>();
  const doubts: string[] = [];
  for (const member of group.members) {
    const { node, instance, config } = member;
    for (const keyword of instance.unmodelled) leftOut.add(`${keyword} (${node.name})`);
    for (const keyword of unprovenIn(member)) leftOut.add(`${keyword} (${node.name})`);
    if (config.statements.some(({ keyword }) => keyword === 'interface_up_down_delays'))
      leftOut.add(`interface_up_down_delays (${node.name})`);
    const chosen = chosenAtRunTime(instance.settings);
    if (chosen.length > 0) doubts.push(`${chosen.join(', ')} on ${node.name} is chosen when keepalived starts`);
    for (const { kind } of config.limits) leftOut.add(`${leftOutBy[kind]} (${node.name})`);
    if (config.hasIncludes && config.limits.length === 0) leftOut.add(`included files (${node.name})`);
    const needing = instance.trackScripts.filter(({ name }) => electionSettings(config).needsDefaultUser(name));
    for (const { name } of needing) {
      doubts.push(`${name} runs on ${node.name} only if there is a user keepalived_script, and is taken to be dropped`);
    }
    for (const tracker of trackersOf(member)) {
      if (tracker.weight === 0 || asksVirtualAddress(member, tracker) === undefined) continue;
      doubts.push(`${tracker.name} asks the virtual address, so on ${node.name} it may be another node that answers`);
    }
  }
  doubts.push(...templateDoubts(group));
  const owners = group.members.filter(({ instance }) => basePriority(instance) === ownerPriority);
  if (owners.length > 1) {
    const names = owners.map(({ node }) => node.name).join(' and ');
    doubts.push(`${names} both have priority 255, and which of two owners gives way is a matter of milliseconds`);
  }
  return leftOut.size > 0 ? [`not modelled yet: ${[...leftOut].join(', ')}`, ...doubts] : doubts;
}
