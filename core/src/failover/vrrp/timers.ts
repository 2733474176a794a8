/** All times of the model are whole microseconds, as keepalived's own timers are. */
export const second = 1_000_000;

/** What the timers of a router depend on beside priority and interval. */
export interface TimerRules {
  readonly version: 2 | 3;
  /** How many advertisements may be missing. */
  readonly downTimerAdverts: number;
}

/**
 * How much longer a lower priority waits than a higher one (upstream include/vrrp.h, VRRP_TIMER_SKEW).
 * VRRPv2: (256 − p)/256 s whatever the interval; VRRPv3: the same share of the master's interval.
 */
export function skewTime(router: TimerRules, priority: number, masterInterval: number): number {
  return Math.round(((256 - priority) / 256) * (router.version === 3 ? masterInterval : second));
}

/** How long a BACKUP waits for an advertisement before it becomes MASTER: `down_timer_adverts` intervals and the skew. */
export function masterDownInterval(router: TimerRules, priority: number, masterInterval: number): number {
  return router.downTimerAdverts * masterInterval + skewTime(router, priority, masterInterval);
}
