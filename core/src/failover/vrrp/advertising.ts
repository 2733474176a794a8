import { compareIps, parseIp } from '../../base/ip-address.ts';
import { memo } from '../../base/memo.ts';
import { ownerPriority } from './base-priority.ts';
import { ownNode } from './current-priority.ts';
import type { Draft } from './draft.ts';
import type { FailoverModel } from './model.ts';
import { indexOf } from './model-index.ts';
import { fewNames, namesText } from './names.ts';
import { sourceOf } from './rejection.ts';
import { isOlder, type RouterModel } from './router.ts';
import { nothingUnread } from './state.ts';
import { masterDownInterval, skewTime } from './timers.ts';

/**
 * Microseconds within which what two nodes do happens at the same time: their advertisements cross. Mostly: of two
 * backups that miss the same master one is heard in time by the other in some runs (docs/agreement.md).
 */
const usualCrossing = 500;

/** What hears an advertisement of a priority does what it does; 0: the sender says goodbye. */
export function advertise(draft: Draft, sender: RouterModel, priority: number): void {
  for (const { receiver, refused } of draft.model.hearers[sender.index] ?? []) {
    if (!canReach(draft, sender, receiver) || isDeafAtStart(draft, receiver)) continue;
    if (ownNode(draft, receiver).frozen) {
      const { unread } = draft.own(receiver);
      // Of those behind the first two the last one of each sender counts.
      const kept = unread.filter(({ sender: index }, at) => at < readAtOnce || index !== sender.index);
      if (refused === undefined) draft.set(receiver, { unread: [...kept, { sender: sender.index, priority }] });
    } else if (refused === undefined) receive(draft, receiver, sender, priority);
    else refuse(draft, receiver);
  }
}

/**
 * Nothing is read until vrrp_startup_delay is over, but from 2.2.0 to 2.2.7 (upstream vrrp_scheduler.c,
 * vrrp_dispatcher_read; before 2.2 vrrp_daemon.c opens the sockets after the delay).
 */
function isDeafAtStart(draft: Draft, receiver: RouterModel): boolean {
  if (draft.own(receiver).delayedUntil <= draft.now) return false;
  return isOlder(receiver, [2, 2, 0]) || !isOlder(receiver, [2, 2, 8]);
}

/** Any packet for its id restarts a MASTER's own advertisement timer (upstream vrrp_scheduler.c, vrrp_dispatcher_read). */
function refuse(draft: Draft, receiver: RouterModel): void {
  if (draft.own(receiver).status === 'BACKUP') ignore(draft, receiver);
  if (draft.own(receiver).status !== 'MASTER' || receiver.lowerPriorityNoAdvert) return;
  draft.set(receiver, { timer: draft.now + receiver.advertInterval });
}

/** Of one id so many advertisements are read before timers are looked at (upstream vrrp_scheduler.c, vrrp_dispatcher_read). */
const readAtOnce = 2;

/**
 * After a hang what has arrived meanwhile is read first, then what was due is done (`expire`): where the first two were
 * ignored, as lower ones are, before the others are read (lab, 2.1.5 to 2.3.4).
 */
export function catchUp(draft: Draft, router: RouterModel, expire: () => void): void {
  const { timer, unread } = draft.own(router);
  draft.set(router, { timer: Math.max(draft.now, timer), unread: nothingUnread });
  draft.catchingUp = true;
  unread.forEach(({ sender: index, priority }, at) => {
    const sender = draft.model.routers[index];
    const own = draft.own(router);
    if (at === readAtOnce && own.status === 'BACKUP' && own.timer <= draft.now) expire();
    if (sender) receive(draft, router, sender, priority);
  });
  draft.catchingUp = false;
}

function canReach(draft: Draft, sender: RouterModel, receiver: RouterModel): boolean {
  const from = ownNode(draft, sender);
  const to = ownNode(draft, receiver);
  return (
    from.powered &&
    to.powered &&
    to.keepalived &&
    !from.isolated &&
    !to.isolated &&
    !from.cutInterfaces.has(sender.interface) &&
    !to.cutInterfaces.has(receiver.interface) &&
    !to.deafTo.has(sender.node) &&
    !from.downInterfaces.has(sender.interface) &&
    !to.downInterfaces.has(receiver.interface)
  );
}

function receive(draft: Draft, receiver: RouterModel, sender: RouterModel, priority: number): void {
  const own = draft.own(receiver);
  if (own.status === 'BACKUP') {
    receiveAsBackup(draft, receiver, sender, priority);
  } else if (own.status === 'MASTER') receiveAsMaster(draft, receiver, sender, priority);
}

function receiveAsBackup(draft: Draft, receiver: RouterModel, sender: RouterModel, priority: number): void {
  const own = draft.own(receiver);
  const { value } = draft.priority(receiver);
  const interval = receiver.version === 3 ? sender.advertInterval : own.masterInterval;
  const delay = Math.max(0, own.delayedUntil - draft.now);
  if (priority === 0) {
    draft.wait(receiver, skewTime(receiver, value, own.masterInterval), delay);
    return;
  }
  const isLower = priority < value;
  const delayEnd = draft.now + receiver.preemptDelay + (draft.model.preemptReadLate ?? 0);
  const preemptAt = isLower && receiver.preemptDelay > 0 ? (own.preemptAt ?? delayEnd) : undefined;
  const accepts = !isLower || receiver.nopreempt || (preemptAt !== undefined && draft.now < preemptAt);
  // Its own timer runs out as well: it becomes MASTER before it has read this one, and the two decide it as MASTERs.
  // An owner that starts as MASTER does not wait at all.
  const crossing = receiver.startsAsMasterAfter === undefined ? (draft.model.crossing ?? usualCrossing) : usualCrossing;
  if (!draft.catchingUp && own.timer - draft.now <= crossing) {
    if (accepts && priority <= value) draft.assume(sameMoment(draft, sender, receiver));
    return;
  }
  if (!accepts) {
    if (preemptAt !== own.preemptAt) draft.set(receiver, { preemptAt });
    ignore(draft, receiver);
    return;
  }
  const downTimer = masterDownInterval(receiver, value, interval);
  // Written out, and in one piece: what most steps do to most routers.
  draft.put(receiver, {
    status: own.status,
    holdsVips: own.holdsVips,
    timer: draft.now + delay + downTimer,
    downTimer,
    masterInterval: interval,
    wantsMaster: false,
    preemptAt,
    delayedUntil: own.delayedUntil,
    unread: own.unread,
  });
}

/**
 * The timer of a BACKUP goes on with what is left of it, and that is preemption when a lower advertisement is ignored.
 * From 2.2.0 to 2.2.7 what is left of vrrp_startup_delay is added once more (upstream vrrp.c, vrrp_state_backup;
 * vrrp_scheduler.c, vrrp_init_instance_sands).
 */
function ignore(draft: Draft, receiver: RouterModel): void {
  const own = draft.own(receiver);
  const { now } = draft;
  draft.wait(receiver, Math.max(0, own.timer - now), Math.max(0, own.delayedUntil - now));
}

function receiveAsMaster(draft: Draft, receiver: RouterModel, sender: RouterModel, priority: number): void {
  const { value } = draft.priority(receiver);
  // Before 2.3.3 an owner that meets another one takes its own priority down to 254 (upstream vrrp.c, vrrp_state_master_rx).
  const concedes = priority === ownerPriority && value === ownerPriority && isOlder(receiver, [2, 3, 3]);
  if (priority > value || concedes || (priority === value && winsTie(draft, sender, receiver))) {
    for (const member of draft.syncMembers(receiver)) {
      if (draft.own(member).status !== 'MASTER') continue;
      // Only who heard it learns the sender's interval.
      const { masterInterval } = draft.own(member);
      const interval = member === receiver && member.version === 3 ? sender.advertInterval : masterInterval;
      draft.set(member, { status: 'BACKUP', holdsVips: false, masterInterval: interval, wantsMaster: false });
      draft.wait(member, draft.downInterval(member, interval));
    }
    // It has sent that before it heard the answer, as a MASTER.
    if (receiver.higherPrioritySendAdvert) advertise(draft, receiver, value);
  } else {
    // Who does not answer does not start its timer anew either: its next regular one tells the sender.
    if (priority !== 0 && receiver.lowerPriorityNoAdvert) return;
    draft.set(receiver, { timer: draft.now + receiver.advertInterval });
    advertise(draft, receiver, value);
  }
}

/** Between two MASTERs of equal priority the higher primary address wins. */
function winsTie(draft: Draft, a: RouterModel, b: RouterModel): boolean {
  const [left, right] = [a, b].map((router) => parseIp(sourceOf(router) ?? ''));
  const order = left && right ? compareIps(left, right) : 0;
  if (order !== 0) return order > 0;
  if (!draft.assumes(sameMoment(draft, a, b))) {
    draft.assume(`the higher primary address of ${tied(draft.model, a, b)} wins, and the files do not hold them`);
  }
  return a.index < b.index !== (draft.model.reversesTies ?? false);
}

/** What is assumed where both become MASTER although one might have heard the other in time. */
function sameMoment({ model }: Draft, a: RouterModel, b: RouterModel): string {
  const known = sentences(model);
  const key = a.index * model.routers.length + b.index;
  const sentence =
    known.get(key) ??
    `${tied(model, a, b)} stop waiting in the same moment, and a fraction of a millisecond decides which of them stays`;
  known.set(key, sentence);
  return sentence;
}

/** By pair of routers: where many start together the same is said again and again. */
const sentences = memo((_model: FailoverModel) => new Map<number, string>());

/**
 * Those between whom it is open. Of a virtual router with many nodes all are named together: the pairs of a hundred
 * would be thousands of sentences that say the same.
 */
function tied(model: FailoverModel, a: RouterModel, b: RouterModel): string {
  const group = a.group === b.group ? (indexOf(model).ofGroup.get(a.group) ?? []) : [];
  if (group.length <= fewNames) return [a.node, b.node].sort().join(' and ');
  return `some of ${namesText(group.map(({ node }) => node))}`;
}
