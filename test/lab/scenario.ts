import type * as core from '#core/failover/vrrp/scenario.ts';

/** An experiment with real daemons. The JSON form is a contract: `haconf simulate` predicts what the lab observes for it. */
export interface Scenario extends core.Scenario {
  readonly id: string;
  readonly title?: string;
  readonly nodes: Readonly<Record<string, ScenarioNode>>;
  /** The addresses whose holders are recorded, without a prefix length. */
  readonly vips: readonly string[];
}

/** The verbs are in `verbs.ts`. */
export type ScenarioEvent = core.ScenarioEvent;

/** `version` is for the predictor alone: the lab runs what it is given. */
export interface ScenarioNode extends core.ScenarioNode {
  /** The keepalived program of this node; default: that of the run. */
  readonly bin?: string;
  /** The text of haproxy.cfg: a real HAProxy with it is up before the first event. */
  readonly haproxy?: string;
  /**
   * `false`: the kernel lets nobody bind an address that the machine does not have, so that HAProxy may be unable to
   * start, which is no failure of the experiment then.
   */
  readonly nonlocalBind?: boolean;
}

/** What real daemons did. All times are in seconds since the first event. */
export interface Observation {
  readonly id: string;
  /** The version that the run's keepalived reports of itself. */
  readonly version: string;
  /** Every change of the set of hosts that hold a VIP, by the kernel's notice. Nobody holds a VIP before its first entry. */
  readonly holders: readonly HolderChange[];
  /** Every change of an instance's state, by keepalived's log. */
  readonly states: readonly StateChange[];
  /** keepalived's log by node. */
  readonly log: Readonly<Record<string, readonly LogLine[]>>;
  /** When each event was really started. */
  readonly events: readonly EventRecord[];
  /** What the commands of the verb `sh` wrote. */
  readonly outputs: readonly CommandOutput[];
  /** The greatest delay of an event, in seconds: more than a few hundredths means that the machine was too busy to measure. */
  readonly lag: number;
  /** The folder with the nodes' files; only with the option `keep`. */
  readonly folder?: string;
}

export interface HolderChange {
  readonly t: number;
  readonly vip: string;
  /** Names of nodes, sorted. A node without power holds nothing, whatever its kernel has. */
  readonly holders: readonly string[];
}

export interface StateChange {
  readonly t: number;
  readonly node: string;
  readonly instance: string;
  readonly state: InstanceState;
}

export type InstanceState = 'MASTER' | 'BACKUP' | 'FAULT' | 'STOP';

export interface LogLine {
  readonly t: number;
  readonly text: string;
}

export interface EventRecord {
  readonly t: number;
  readonly planned: number;
  /** Seconds until the command had ended. */
  readonly took: number;
  readonly verb: string;
  readonly args: readonly string[];
}

export interface CommandOutput {
  readonly t: number;
  readonly node: string;
  readonly exitCode: number | null;
  readonly text: string;
}
