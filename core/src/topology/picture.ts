import type { FileSite } from '../cluster/cluster.ts';
import type { Failover } from '../failover/engine.ts';
import { type Fault, formatFault } from '../failover/fault.ts';
import { buildTopology } from './build.ts';
import type { Diagram, Emphasis } from './diagram.ts';
import type { Drawing } from './draft-box.ts';
import { layout } from './layout.ts';
import { summaryOf, titleOf, whyOf } from './summary.ts';

export interface PictureOptions {
  /** What has happened, in this order; empty: all is well. */
  readonly faults: readonly Fault[];
  /** The 1-based line of a place. */
  readonly lineOf: (at: FileSite) => number;
  /** What the picture dwells on; by default the failover. */
  readonly emphasis?: Emphasis;
  /** A moment of the scenario's time line in milliseconds; by default the state that it leads to. */
  readonly atMs?: number;
  /** Ids of the folds that are open. */
  readonly open?: readonly string[];
}

/** The picture of a cluster in the state after some faults. */
export function clusterDiagram(failover: Failover, options: PictureOptions): Diagram {
  const { faults, lineOf, atMs, emphasis = 'failover', open = [] } = options;
  const topology = buildTopology(failover, faults, atMs);
  const broken = new Set(topology.faults.map(formatFault));
  const drawing: Drawing = {
    revealOf: (site) => (site ? { reveal: { path: site.path, line: lineOf(site) } } : {}),
    isBroken: (fault) => broken.has(formatFault(fault)),
    open: new Set(open),
  };
  return {
    cluster: topology.cluster,
    title: titleOf(topology),
    why: whyOf(topology),
    summary: summaryOf(topology),
    faults: topology.faults.map(formatFault),
    emphasis,
    verdict: topology.vips.every((vip) => vip.verdict === 'ok') ? 'ok' : 'danger',
    ...layout(topology, emphasis, drawing),
  };
}
