import { advertise } from './advertising.ts';
import type { Draft } from './draft.ts';
import { indexOf } from './model-index.ts';
import { isOlder, type RouterModel } from './router.ts';
import { freshRouter, type RouterState } from './state.ts';

const never = Number.POSITIVE_INFINITY;

/** A BACKUP becomes MASTER, advertises, and takes the addresses unless somebody better answers at once. */
export function becomeMaster(draft: Draft, router: RouterModel): void {
  if (draft.own(router).status === 'MASTER') return;
  draft.set(router, {
    status: 'MASTER',
    timer: draft.now + router.advertInterval,
    wantsMaster: true,
    preemptAt: undefined,
    // Without -D VRRPv3 keeps the interval of the last master (upstream vrrp.c, vrrp_state_become_master).
    ...(router.facts.terse ? {} : { masterInterval: router.advertInterval }),
  });
  advertise(draft, router, draft.priority(router).value);
  // Whoever answers a higher priority at once makes this router BACKUP again, before it adds addresses.
  if (draft.own(router).status === 'MASTER') draft.set(router, { holdsVips: true });
}

/**
 * What a router does when its daemon starts, after a delay in microseconds: it is in FAULT, waits as a BACKUP, or is an
 * owner that waits for nobody.
 */
export function start(draft: Draft, router: RouterModel, delay = router.startupDelay): void {
  const exit = draft.model.exits.get(router.node);
  if (exit) {
    // Who is not started as far as that takes no addresses away either.
    draft.set(router, { ...freshRouter(router), holdsVips: !exit.crashes && draft.own(router).holdsVips });
    return;
  }
  const delayedUntil = delay > 0 ? draft.now + delay : 0;
  draft.set(router, { ...freshRouter(router), status: 'BACKUP', delayedUntil });
  if (draft.syncMembers(router).some((member) => draft.priority(member).fault)) {
    draft.set(router, { status: 'FAULT', timer: never });
  } else if (router.startsAsMasterAfter !== undefined) {
    draft.wait(router, router.startsAsMasterAfter, delay);
  } else draft.enterBackup(router, delay);
}

/**
 * After a reload every timer starts anew, with the router's own interval, and a `preempt_delay` with the next lower
 * advertisement (upstream vrrp_scheduler.c, vrrp_init_sands; vrrp.c, restore_vrrp_state). What is new starts. What is
 * left of a `vrrp_startup_delay` stays, but before 2.2 a reload ends it (lab, 2.1.5, 2.2.7, 2.3.4).
 */
export function restartTimer(draft: Draft, router: RouterModel): void {
  const { status } = draft.own(router);
  const delay = isOlder(router, [2, 2, 0]) ? 0 : delayLeft(draft, router);
  if (status === 'STOPPED') {
    start(draft, router, delay);
    return;
  }
  if (delay === 0) draft.set(router, { delayedUntil: 0 });
  draft.set(router, { masterInterval: router.advertInterval, preemptAt: undefined });
  if (status === 'MASTER') draft.set(router, { timer: draft.now + router.advertInterval });
  if (status === 'BACKUP') draft.wait(router, draft.downInterval(router, router.advertInterval), delay);
}

/** What is left of the delay of the router's node. */
function delayLeft(draft: Draft, router: RouterModel): number {
  const all = indexOf(draft.model).ofNode[router.nodeIndex] ?? [];
  return all.reduce((longest, other) => Math.max(longest, draft.own(other).delayedUntil - draft.now), 0);
}

/** Gives up the addresses; a MASTER that still can says so with priority 0. */
export function leave(draft: Draft, router: RouterModel, status: 'STOPPED' | 'FAULT', sayGoodbye: boolean): void {
  const wasMaster = draft.own(router).status === 'MASTER';
  draft.set(router, { status, holdsVips: false, timer: never, wantsMaster: false, preemptAt: undefined });
  if (wasMaster && sayGoodbye) advertise(draft, router, 0);
}

/** A member waits until all want to be MASTER: the slowest one decides (upstream vrrp_sync.c, vrrp_sync_can_goto_master). */
export function mustWaitForGroup(draft: Draft, router: RouterModel): boolean {
  draft.set(router, { wantsMaster: true });
  if (draft.syncMembers(router).every((member) => isReady(draft.own(member)))) return false;
  draft.wait(router, draft.downInterval(router, draft.own(router).masterInterval));
  return true;
}

const isReady = ({ wantsMaster, status }: RouterState): boolean => wantsMaster || status === 'MASTER';
