import type { FileSite } from '../cluster/cluster.ts';
import type { Fault } from '../failover/fault.ts';
import type { Gap, Verdict } from '../failover/prediction.ts';
import type { PartView, Status } from '../failover/view.ts';

/**
 * What there is to draw of a cluster in one state, without any geometry: clients → virtual IPs → machines → HAProxy's
 * frontends → backends → servers. Ids depend on names only.
 */
export interface Topology {
  readonly cluster: string;
  readonly name: string;
  /** What has happened. */
  readonly faults: readonly Fault[];
  readonly vips: readonly VipNode[];
  readonly machines: readonly MachineNode[];
  /** What the machines hear each other over, between neighbours. */
  readonly links: readonly LinkNode[];
  readonly traffic: TrafficGraph;
  readonly edges: readonly TopologyEdge[];
}

/** `traffic`: requests take it now. `standby`: they would after a failover. `broken`: they arrive there in vain. */
export type EdgeKind = 'traffic' | 'standby' | 'broken' | 'idle';

export interface TopologyEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
}

/** Virtual addresses of one group that share their fate. */
export interface VipNode {
  readonly id: string;
  readonly addresses: readonly [string, ...string[]];
  readonly group: string;
  /** Those that the members give; more than one is a mistake. */
  readonly virtualRouterIds: readonly number[];
  readonly holders: readonly string[];
  readonly verdict: Verdict;
  readonly certain: boolean;
  readonly why: string;
  /** Who held it before the last fault, when that was somebody else. */
  readonly movedFrom?: string;
  /** How long it is without service after the last fault. */
  readonly gapMs?: Gap;
  /** HAProxy is there and surely no frontend of its holders takes connections to it. */
  readonly unserved: boolean;
  /** It stands for the addresses of these groups. */
  readonly folds?: readonly string[];
  readonly site?: FileSite;
}

/** A stretch of the network between two machines that stand side by side. */
export interface LinkNode {
  readonly id: string;
  readonly between: readonly [string, string];
  readonly up: boolean;
  /** The fault that cuts it. Undefined in the middle of a row: what breaks there is no single machine's. */
  readonly fault?: Fault;
}

/** One machine's candidate for the addresses of a group. */
export interface MemberNode {
  readonly id: string;
  readonly group: string;
  readonly instance: string;
  /** What it is doing. */
  readonly status: Status;
  /** What it counts, with what checks add or take away at the moment. */
  readonly priority: number;
  /** "101 + 2 (chk_haproxy) = 103", or just the number. */
  readonly arithmetic: string;
  /** Virtual addresses that are on the machine. */
  readonly holds: readonly string[];
  /** This machine is next, should the holder lose power, and how long until then. */
  readonly takesOver?: { readonly from: string; readonly afterMs: Gap };
  /** Some address that it holds is in trouble: held elsewhere too, or without HAProxy. */
  readonly danger: boolean;
  /** What is wrong with it, in words. */
  readonly trouble: readonly string[];
  readonly site: FileSite;
}

export interface MachineNode {
  readonly id: string;
  readonly name: string;
  /** What happened to the machine as a whole, in words; empty when nothing did. */
  readonly trouble: string;
  readonly members: readonly MemberNode[];
  /** What can break on the machine beside its HAProxy. */
  readonly parts: readonly PartNode[];
  /** The fault that ends it. */
  readonly fault: Fault;
  /** Undefined when no HAProxy configuration of the machine is known. */
  readonly haproxy: HaproxyNode | undefined;
  readonly site?: FileSite;
}

export interface HaproxyNode {
  readonly id: string;
  readonly running: boolean;
  readonly fault: Fault;
  readonly site: FileSite;
}

/** Something of a machine that works or does not, and the fault that breaks it. */
export interface PartNode extends PartView {
  readonly id: string;
}

/**
 * The HAProxy configurations of all machines laid over each other: they are meant to be equal, so each thing is there
 * once, with the machines that have it.
 */
export interface TrafficGraph {
  /** Machines with an HAProxy configuration. */
  readonly machines: readonly string[];
  readonly frontends: readonly FrontendNode[];
  readonly backends: readonly BackendNode[];
}

interface ProxyFacts {
  readonly id: string;
  readonly name: string;
  /** Machines that have it; fewer than all of them is worth showing. */
  readonly on: readonly string[];
  /** Clients' requests come here now. */
  readonly active: boolean;
  readonly site: FileSite;
}

export interface FrontendNode extends ProxyFacts {
  readonly kind: 'frontend' | 'listen';
  /** Addresses as written, without repetition. */
  readonly binds: readonly string[];
  /** Every address is one of the machine itself (127.0.0.1, a socket): clients never come here. */
  readonly local: boolean;
  /** Ids of the backends it may choose. */
  readonly backends: readonly string[];
  /** The servers of a `listen` section. */
  readonly servers: readonly ServerNode[];
}

export interface BackendNode extends ProxyFacts {
  readonly servers: readonly ServerNode[];
}

export interface ServerNode {
  readonly id: string;
  readonly name: string;
  /** More than one when the machines disagree. */
  readonly addresses: readonly string[];
  readonly checked: boolean;
  readonly backup: boolean;
  readonly on: readonly string[];
  readonly site: FileSite;
}
