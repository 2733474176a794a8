import { type Rejection, rejection } from './rejection.ts';
import type { RouterModel } from './router.ts';

/** A router that a sender's advertisements can reach, and why it does not take them; undefined: it takes them. */
export interface Hearer {
  readonly receiver: RouterModel;
  readonly refused: Rejection | undefined;
}

/** Who can hear each router, by the sender's index: decided by the configurations alone, whatever the state. */
export function hearersOf(routers: readonly RouterModel[]): readonly (readonly Hearer[])[] {
  const segments = new Map<string, RouterModel[]>();
  for (const router of routers) {
    // Another id is another virtual router: not even its packets arrive.
    const key = JSON.stringify([router.segment, router.member.instance.virtualRouterId?.value]);
    const segment = segments.get(key);
    if (segment) segment.push(router);
    else segments.set(key, [router]);
  }
  const hearers: Hearer[][] = routers.map(() => []);
  for (const segment of segments.values()) {
    for (const sender of segment) {
      for (const receiver of segment) {
        if (receiver.node === sender.node) continue;
        const refused = rejection(receiver, sender);
        if (refused === undefined || refused.heard) hearers[sender.index]?.push({ receiver, refused });
      }
    }
  }
  return hearers;
}
