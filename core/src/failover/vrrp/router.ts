import { compareVersions, type Version } from '../../base/version.ts';
import type { GroupMember, VrrpGroup } from '../../cluster/vrrp.ts';
import type { Tracker } from './trackers.ts';

/** What is known of a machine beside its files. */
export interface NodeFacts {
  readonly name: string;
  readonly keepalived: Version;
  /** Its addresses by interface; undefined: nobody says. */
  readonly addresses?: ReadonlyMap<string, readonly string[]>;
  /** keepalived runs without `-D`, which changes one rule of VRRPv3. */
  readonly terse?: boolean;
}

/** What one node's instance of a virtual router is configured to do. Constant while states change. */
export interface RouterModel {
  /** Position in `FailoverModel.routers` and in every state. */
  readonly index: number;
  readonly facts: NodeFacts;
  readonly node: string;
  /** Position in `FailoverModel.nodes`. */
  readonly nodeIndex: number;
  /** The virtual router that this instance is meant to be part of. */
  readonly group: VrrpGroup;
  readonly member: GroupMember;
  readonly interface: string;
  /** The network that the interface is connected to: who else is on it hears the advertisements. */
  readonly segment: string;
  readonly version: 2 | 3;
  readonly base: number;
  /** Microseconds, rounded as keepalived rounds: whole seconds in VRRPv2, 10 ms in VRRPv3. */
  readonly advertInterval: number;
  readonly downTimerAdverts: number;
  readonly nopreempt: boolean;
  /** Microseconds. */
  readonly preemptDelay: number;
  /** Microseconds after the daemon's start. */
  readonly startupDelay: number;
  /** Microseconds after its start at which an owner becomes MASTER without waiting for others; undefined: it waits. */
  readonly startsAsMasterAfter: number | undefined;
  /** Tracked without being asked: the instance's interface, unless that is switched off, and those of its addresses. */
  readonly ownInterfaces: readonly string[];
  readonly trackers: readonly Tracker[];
  /** All addresses that move, advertised or not. */
  readonly vips: readonly string[];
  /** Does not answer a lower advertisement. */
  readonly lowerPriorityNoAdvert: boolean;
  /** A MASTER that meets a higher one sends once more before it gives way. */
  readonly higherPrioritySendAdvert: boolean;
  /** An owner that hears nobody, since 2.3.3. */
  readonly ownerIgnoresAdverts: boolean;
  /** Accepts advertisements from listed peers only. */
  readonly checksSource: boolean;
  /** Names the sync group on its node. */
  readonly sync: string | undefined;
}

/** Whether the node's keepalived is older than a version. */
export function isOlder(router: RouterModel, than: Version): boolean {
  return compareVersions(router.facts.keepalived, than) < 0;
}
