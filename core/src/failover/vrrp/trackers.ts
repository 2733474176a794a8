import { memo } from '../../base/memo.ts';
import { query } from '../../base/query.ts';
import { compareVersions, type Version } from '../../base/version.ts';
import type { GroupMember } from '../../cluster/vrrp.ts';
import { scriptNamed } from '../../languages/keepalived/by-name.ts';
import type { KeepalivedConfig, Tracked, VrrpInstance } from '../../languages/keepalived/config.ts';
import { type ElectionSettings, electionSettings, type SyncSettings } from '../../languages/keepalived/tracking.ts';
import { basePriority, ownerPriority } from './base-priority.ts';

/** A thing that a member tracks, with the weight in force. Weight 0 means: when it is down, the instance is in FAULT. */
export interface Tracker {
  readonly kind: 'script' | 'process' | 'interface' | 'file';
  readonly name: string;
  readonly weight: number;
  readonly reverse: boolean;
  /**
   * A script of weight 0 that the instance and its sync group both track: keepalived waits for two first results and
   * counts one, so the instance never leaves its initial state (upstream vrrp_track.c, initialise_track_script_state;
   * seen with 2.2.7 and later, not with 2.1.5).
   */
  readonly endless?: true;
  /** The line that asks for it. */
  readonly tracked: Tracked;
}

/** The sync group that an instance belongs to. Before 2.2 keepalived removes one with a single instance (lab, 2.1.5). */
export function syncGroupOf(member: GroupMember, keepalived?: Version): SyncSettings | undefined {
  const sync = electionSettings(member.config).syncGroupOf(member.instance.name);
  const isRemoved = sync && keepalived && isOld(keepalived) && syncInstances(sync, member.config).length < 2;
  return isRemoved ? undefined : sync;
}

/** Whether a keepalived treats trackers and sync groups as 2.1.5 does; 2.2.7 and later do not. */
function isOld(keepalived: Version): boolean {
  return compareVersions(keepalived, [2, 2, 0]) < 0;
}

/** The instances of a sync group. */
export const syncInstances: (sync: SyncSettings, config: KeepalivedConfig) => readonly VrrpInstance[] = query(
  (sync: SyncSettings, config: KeepalivedConfig) => {
    const names = new Set(sync.members);
    return config.instances.filter(({ name }) => names.has(name));
  },
);

/** What a member of a node with that keepalived tracks. */
export function trackersIn(member: GroupMember, keepalived: Version): readonly Tracker[] {
  return isOld(keepalived) ? oldTrackersOf(member) : trackersOf(member);
}

/** `trackersOf` for a keepalived before 2.2. */
const oldTrackersOf = memo((member: GroupMember) => trackersFor(member, syncGroupOf(member, [2, 1]), () => []));

/**
 * What the member tracks that keepalived would really run. It drops what is not declared above the instance, and a
 * script without a user to run as (upstream vrrp_track.c, vrrp.c).
 */
export const trackersOf: (member: GroupMember) => readonly Tracker[] = memo((member: GroupMember) =>
  trackersFor(member, syncGroupOf(member), withoutWeight),
);

/** `ignoringWeights`: what becomes of an own script or file where weights do not count. */
function trackersFor(
  member: GroupMember,
  sync: SyncSettings | undefined,
  ignoringWeights: (tracker: Tracker) => readonly Tracker[],
): readonly Tracker[] {
  const { instance } = member;
  const settings = electionSettings(member.config);
  const at = settings.position(instance.site);
  const ignoresWeights = (sync && !sync.memberWeights) || basePriority(instance) === ownerPriority;
  const own = [
    ...scripts(member, instance.trackScripts, at),
    ...files(settings, instance.trackFiles, at),
    ...processes(settings, instance.trackProcesses, at),
    // Its own interface is tracked anyway.
    ...interfaces(instance.trackInterfaces.filter(({ name }) => name !== instance.interface?.value)),
  ];
  const isWatched = ({ kind }: Tracker): boolean => kind === 'process' || kind === 'interface';
  const kept = ignoresWeights
    ? own.flatMap((tracker) => (isWatched(tracker) ? [tracker] : ignoringWeights(tracker)))
    : own;
  return sync ? together(kept, groupTrackers(member, settings, sync)) : kept;
}

/**
 * What becomes of an instance's own tracker where weights do not count, for an owner and in a sync group without
 * `sync_group_tracking_weight`: a script with a weight is dropped, and so is a file, but for the weight 1, which is
 * the default and becomes 0. Processes and interfaces keep their weights (upstream vrrp.c, vrrp_complete_instance).
 * Before 2.2 every script and file is dropped there, those without a weight, too (lab, 2.1.5).
 */
function withoutWeight(tracker: Tracker): Tracker[] {
  if (tracker.weight === 0) return [tracker];
  return tracker.kind === 'file' && tracker.weight === 1 ? [{ ...tracker, weight: 0 }] : [];
}

/** What a sync group tracks for all its members. With an owner among them no weight counts: each becomes 0. */
function groupTrackers(member: GroupMember, settings: ElectionSettings, sync: SyncSettings): Tracker[] {
  const { instance, config } = member;
  const all = Number.POSITIVE_INFINITY;
  const hasOwner = syncInstances(sync, config).some((other) => basePriority(other) === ownerPriority);
  const found = [
    ...scripts(member, sync.trackScripts, all),
    ...files(settings, sync.trackFiles, all),
    ...processes(settings, sync.trackProcesses, all),
    ...interfaces(
      sync.trackInterfaces.filter(({ name }) => name !== instance.interface?.value || instance.dontTrackPrimary),
    ),
  ];
  return hasOwner ? found.map((tracker) => ({ ...tracker, weight: 0 })) : found;
}

/** A thing that both track counts once: with the group's weight, unless the instance's own is 0. */
function together(own: readonly Tracker[], group: readonly Tracker[]): readonly Tracker[] {
  const keyOf = ({ kind, name }: Tracker): string => `${kind} ${name}`;
  const ofGroup = new Map(group.toReversed().map((tracker) => [keyOf(tracker), tracker]));
  const ofOwn = new Set(own.map(keyOf));
  const merged = own.map((tracker): Tracker => {
    const over = ofGroup.get(keyOf(tracker));
    if (!over) return tracker;
    if (tracker.weight !== 0) return { ...tracker, weight: over.weight, reverse: over.reverse };
    return tracker.kind === 'script' && over.weight === 0 ? { ...tracker, endless: true } : tracker;
  });
  return [...merged, ...group.filter((tracker) => !ofOwn.has(keyOf(tracker)))];
}

function scripts(member: GroupMember, list: readonly Tracked[], before: number): Tracker[] {
  const { position, needsDefaultUser } = electionSettings(member.config);
  return list.flatMap((tracked): Tracker[] => {
    const script = scriptNamed(member.config, tracked.name);
    if (!script || position(script.site) > before || needsDefaultUser(script.name)) return [];
    const weight = tracked.weight?.value ?? script.weight?.value ?? 0;
    return [{ kind: 'script', name: tracked.name, weight, reverse: tracked.reverse || script.reverse, tracked }];
  });
}

function files(settings: ElectionSettings, list: readonly Tracked[], before: number): Tracker[] {
  return list.flatMap((tracked): Tracker[] => {
    const file = settings.fileNamed(tracked.name);
    if (!file || settings.position(file.site) > before) return [];
    const weight = tracked.weight?.value ?? file.weight;
    return [{ kind: 'file', name: tracked.name, weight, reverse: tracked.reverse, tracked }];
  });
}

function processes(settings: ElectionSettings, list: readonly Tracked[], before: number): Tracker[] {
  return list.flatMap((tracked): Tracker[] => {
    const process = settings.processNamed(tracked.name);
    if (!process || settings.position(process.site) > before) return [];
    const weight = tracked.weight?.value ?? process.weight;
    return [{ kind: 'process', name: tracked.name, weight, reverse: tracked.reverse || process.reverse, tracked }];
  });
}

function interfaces(list: readonly Tracked[]): Tracker[] {
  return list.map((tracked) => ({
    kind: 'interface',
    name: tracked.name,
    weight: tracked.weight?.value ?? 0,
    reverse: tracked.reverse,
    tracked,
  }));
}
