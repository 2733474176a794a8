import type { Standing } from '../standing.ts';
import { advertise, catchUp } from './advertising.ts';
import { priorityOn } from './current-priority.ts';
import { Draft } from './draft.ts';
import type { FailoverModel } from './model.ts';
import { indexOf } from './model-index.ts';
import { applyToNode } from './node-event.ts';
import type { RouterModel } from './router.ts';
import { becomeMaster, leave, mustWaitForGroup, restartTimer, start } from './router-moves.ts';
import { type ClusterEvent, type ClusterState, nodeState } from './state.ts';
import { skewTime } from './timers.ts';

const never = Number.POSITIVE_INFINITY;

/**
 * The state after an event: VRRP as keepalived implements it. Pure; the time does not move.
 *
 * Advertisements arrive at once: on a LAN their way takes well under a millisecond, which no timer here resolves.
 */
export function next(model: FailoverModel, state: ClusterState, event: ClusterEvent): ClusterState {
  const draft = new Draft(model, state);
  if (event.kind === 'timer') expire(draft, event.router);
  else happen(draft, event);
  return draft.result();
}

/** A router's timer has run out: what `next` does, in a draft that goes on. */
export function expire(draft: Draft, index: number): void {
  const router = draft.model.routers[index];
  if (router) timerExpired(draft, router);
}

/** What an event from outside does to its node and, by that, to the node's routers. */
function happen(draft: Draft, event: Exclude<ClusterEvent, { kind: 'timer' }>): void {
  const routers = indexOf(draft.model).ofNode[draft.model.nodes.indexOf(event.node)] ?? [];
  const { known } = nodeState(draft.model, draft, event.node);
  const before = routers.map((router) => (known ? priorityOn(known, router) : draft.priority(router)));
  if (event.kind === 'stop') for (const router of routers) leave(draft, router, 'STOPPED', true);
  if (event.kind === 'vip-removed') vipRemoved(draft, event.name);
  if (event.kind === 'vip-added') {
    for (const router of routers) if (router.vips.includes(event.name)) draft.set(router, { holdsVips: true });
  }
  draft.nodes = applyToNode(draft.model, draft.nodes, event);
  switch (event.kind) {
    case 'start':
    case 'restart-vrrp':
      for (const router of routers) start(draft, router);
      break;
    case 'advertise':
    case 'farewell':
    case 'router-stop':
    case 'router-reload': {
      const router = draft.model.routers[event.router];
      if (!router) break;
      if (event.kind === 'advertise') advertise(draft, router, draft.priority(router).value);
      else if (event.kind === 'farewell') advertise(draft, router, 0);
      else if (event.kind === 'router-stop') leave(draft, router, 'STOPPED', true);
      else restartTimer(draft, router);
      break;
    }
    case 'kill':
      for (const router of routers) draft.set(router, { status: 'STOPPED', timer: never });
      break;
    case 'crash':
      for (const router of routers) leave(draft, router, 'STOPPED', false);
      break;
    case 'thaw':
      notice(draft, routers, before);
      for (const router of routers) catchUp(draft, router, () => timerExpired(draft, router));
      break;
    default:
      // A keepalived that hangs notices when it goes on.
      if (known === undefined) notice(draft, routers, before);
  }
}

/** What has changed about the node takes effect. */
function notice(draft: Draft, routers: readonly RouterModel[], before: readonly Standing[]): void {
  routers.forEach((router, index) => {
    const old = before[index];
    if (old) priorityChanged(draft, router, old);
  });
  recover(draft, routers);
}

/** A BACKUP that has heard no master for long enough becomes one; a MASTER advertises. */
function timerExpired(draft: Draft, router: RouterModel): void {
  const own = draft.own(router);
  if (own.status === 'BACKUP') {
    if (mustWaitForGroup(draft, router)) return;
    for (const member of draft.syncMembers(router)) becomeMaster(draft, member);
  } else if (own.status === 'MASTER') {
    draft.set(router, { timer: draft.now + router.advertInterval });
    advertise(draft, router, draft.priority(router).value);
  }
}

/** A fault takes the whole sync group down; another priority of a BACKUP moves the end of its wait. */
function priorityChanged(draft: Draft, router: RouterModel, old: Standing): void {
  const own = draft.own(router);
  if (own.status === 'STOPPED') return;
  const priority = draft.priority(router);
  if (priority.fault) {
    for (const member of draft.syncMembers(router)) {
      const { status } = draft.own(member);
      if (status === 'MASTER' || status === 'BACKUP') leave(draft, member, 'FAULT', true);
    }
  } else if (own.status === 'BACKUP' && priority.value !== old.value && own.timer !== never) {
    // The running timer is shifted by the difference (upstream vrrp_track.c, vrrp_set_effective_priority).
    const downTimer = draft.downInterval(router, own.masterInterval);
    draft.set(router, { downTimer, timer: Math.max(draft.now, own.timer + downTimer - own.downTimer) });
  }
}

/** Routers in FAULT for which nothing is wrong any more, in none of their sync group's members. */
function recover(draft: Draft, routers: readonly RouterModel[]): void {
  const faulty = new Map<string | RouterModel, boolean>();
  for (const router of routers) {
    if (draft.own(router).status !== 'FAULT') continue;
    // What holds for one member of a sync group holds for all.
    const key = router.sync ?? router;
    const isFaulty = faulty.get(key) ?? draft.syncMembers(router).some((member) => draft.priority(member).fault);
    faulty.set(key, isFaulty);
    if (isFaulty) continue;
    draft.enterBackup(router, Math.max(0, draft.own(router).delayedUntil - draft.now));
  }
}

/** An address was removed by hand: the master steps back with priority 0, and waits its own skew time. */
function vipRemoved(draft: Draft, vip: string): void {
  for (const router of indexOf(draft.model).ofVip.get(vip) ?? []) {
    if (draft.own(router).status !== 'MASTER') continue;
    draft.enterBackup(router);
    advertise(draft, router, 0);
    draft.wait(router, skewTime(router, draft.priority(router).value, router.advertInterval));
  }
}
