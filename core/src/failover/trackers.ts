import type { GroupMember } from '../cluster/cluster.ts';
import type { Tracked } from '../languages/keepalived/config.ts';
import { type ElectionSettings, electionSettings, type SyncSettings } from '../languages/keepalived/election.ts';

/** A thing that a member tracks, with the weight in force. Weight 0 means: when it is down, the instance is in FAULT. */
export interface Tracker {
  readonly kind: 'script' | 'process' | 'interface' | 'file';
  readonly name: string;
  readonly weight: number;
  readonly reverse: boolean;
  /** The line that asks for it. */
  readonly tracked: Tracked;
}

/** The sync group that an instance belongs to. */
export function syncGroupOf(member: GroupMember): SyncSettings | undefined {
  const settings = electionSettings(member.config);
  return settings.syncGroups.find((group) => group.members.includes(member.instance.name));
}

/**
 * What the member tracks that keepalived would really run. It drops a script or file that is not declared above the
 * instance, a script without a user to run as, and, in a sync group without `sync_group_tracking_weight`, every member's own tracker with a weight
 * (upstream vrrp_track.c, vrrp.c).
 */
export function trackersOf(member: GroupMember): readonly Tracker[] {
  const { instance } = member;
  const settings = electionSettings(member.config);
  const sync = syncGroupOf(member);
  const at = settings.position(instance.site);
  const own = [
    ...scripts(member, instance.trackScripts, at),
    ...files(settings, instance.trackFiles, at),
    ...plain('process', instance.trackProcesses),
  ].filter((tracker) => !sync || sync.memberWeights || tracker.weight === 0);
  const interfaces = plain('interface', instance.trackInterfaces)
    // Its own interface is tracked anyway.
    .filter((tracker) => tracker.name !== instance.interface?.value)
    .map((tracker) => (sync && !sync.memberWeights ? { ...tracker, weight: 0 } : tracker));
  if (!sync) return [...own, ...interfaces];
  return [
    ...own,
    ...interfaces,
    ...scripts(member, sync.trackScripts, Number.POSITIVE_INFINITY),
    ...files(settings, sync.trackFiles, Number.POSITIVE_INFINITY),
    ...plain('process', sync.trackProcesses),
    ...plain('interface', sync.trackInterfaces),
  ];
}

function scripts(member: GroupMember, list: readonly Tracked[], before: number): Tracker[] {
  const { position, needsDefaultUser } = electionSettings(member.config);
  return list.flatMap((tracked): Tracker[] => {
    const script = member.config.scripts.find((candidate) => candidate.name === tracked.name);
    if (!script || position(script.site) > before || needsDefaultUser(script.name)) return [];
    const weight = tracked.weight?.value ?? script.weight?.value ?? 0;
    return [{ kind: 'script', name: tracked.name, weight, reverse: tracked.reverse || script.reverse, tracked }];
  });
}

function files(settings: ElectionSettings, list: readonly Tracked[], before: number): Tracker[] {
  return list.flatMap((tracked): Tracker[] => {
    const file = settings.files.find((candidate) => candidate.name === tracked.name);
    if (!file || settings.position(file.site) > before) return [];
    return [
      {
        kind: 'file',
        name: tracked.name,
        weight: tracked.weight?.value ?? file.weight,
        reverse: tracked.reverse,
        tracked,
      },
    ];
  });
}

function plain(kind: 'process' | 'interface', list: readonly Tracked[]): Tracker[] {
  return list.map((tracked) => ({
    kind,
    name: tracked.name,
    weight: tracked.weight?.value ?? 0,
    reverse: tracked.reverse,
    tracked,
  }));
}
