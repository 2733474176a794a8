import type { VrrpInstance } from '../../languages/keepalived/config.ts';

/** Highest priority, the address owner's: trackers never change it. */
export const ownerPriority = 255;

/**
 * The priority written, or keepalived's default: 255 with `state MASTER`, else 100; a value outside 1..255 becomes
 * 100, and so does what is no number (upstream vrrp.c, vrrp_complete_instance; vrrp_parser.c, vrrp_prio_handler).
 */
export function basePriority(instance: VrrpInstance): number {
  const written = instance.priority?.value;
  if (written === undefined) {
    // A line with what is no number, or not known to be one, is a priority all the same.
    const isLeftOut = !instance.settings.some(({ keyword }) => keyword === 'priority');
    return isLeftOut && instance.state?.value === 'MASTER' ? ownerPriority : 100;
  }
  return Number.isInteger(written) && written >= 1 && written <= ownerPriority ? written : 100;
}
