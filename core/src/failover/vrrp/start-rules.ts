import { compareVersions, type Version } from '../../base/version.ts';
import type { GroupMember } from '../../cluster/vrrp.ts';
import { settingNamed } from '../../languages/keepalived/config.ts';
import type { SyncSettings } from '../../languages/keepalived/tracking.ts';
import { basePriority, ownerPriority } from './base-priority.ts';
import { isStrict } from './switches.ts';
import { syncGroupOf, syncInstances, trackersIn } from './trackers.ts';

/**
 * An owner (priority 255) that is not told to start as BACKUP is MASTER at once. In a sync group all members have to be
 * owners, and unless all of them say `state MASTER` they wait for one advertisement interval, in strict mode, too (lab,
 * 2.1.5 to 2.3.4; upstream vrrp_sync.c, vrrp_sync_set_group, which comes before the state is derived).
 */
export function startsAsMasterAfter(member: GroupMember, interval: number, keepalived: Version): number | undefined {
  const sync = syncGroupOf(member, keepalived);
  const members = sync ? syncInstances(sync, member.config) : [member.instance];
  if (!members.every((instance) => basePriority(instance) === ownerPriority)) return undefined;
  // Strict mode derives the state from the priority.
  const states = members.map((instance) => (isStrict(member.config, instance) ? 'MASTER' : instance.state?.value));
  if (!states.every((state) => state === undefined || state === 'MASTER')) return undefined;
  const saysMaster = members.every((instance) => instance.state?.value === 'MASTER');
  // Who waits for the first result of a script goes to MASTER with it (upstream vrrp_scheduler.c, try_up_instance).
  return sync && !saysMaster && !isHeldByScript(member, sync, keepalived) ? interval : 1;
}

/** Whether the first result of a script without a weight is waited for. */
export function isHeldByScript(member: GroupMember, sync: SyncSettings | undefined, keepalived: Version): boolean {
  const members = sync ? syncInstances(sync, member.config) : [member.instance];
  return members.some((instance) =>
    trackersIn({ ...member, instance }, keepalived).some(({ kind, weight }) => kind === 'script' && weight === 0),
  );
}

/** How many advertisements may be missing: its own number, else that of the file; before 2.2.3 nobody knows the words. */
export function downTimerAdverts({ instance, config }: GroupMember, keepalived: Version): number {
  if (compareVersions(keepalived, [2, 2, 3]) < 0) return 3;
  const number = Number(settingNamed(config.globals, 'vrrp_down_timer_adverts')?.args[0]?.value);
  return instance.downTimerAdverts?.value ?? (number >= 1 ? number : 3);
}
