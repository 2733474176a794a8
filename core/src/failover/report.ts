import type { ByName } from '../base/table.ts';
import type { FileSite } from '../cluster/cluster.ts';
import type { Exploration } from './exploration.ts';
import { faultInWords, formatFault } from './fault.ts';
import type { Gap, Prediction, Property, Verdict } from './prediction.ts';
import { formatStep } from './properties.ts';
import type { Addend } from './standing.ts';

/** A prediction as plain data: the form in which commands print it and the server sends it. */
export interface ClusterReport {
  readonly id: string;
  readonly name: string;
  /** What moves the addresses. */
  readonly manager: string;
  readonly nodes: readonly string[];
  readonly why: readonly string[];
  readonly groups: readonly GroupReport[];
  /** `afterMs`: since a common start; absent where no time is modelled. */
  readonly steady: ByName<HoldingReport & { readonly afterMs?: number }>;
  readonly faults: readonly FaultReport[];
  /** Combinations of faults that were to be predicted and are not, as there are too many; absent: none. */
  readonly faultSetsLeftOut?: number;
  readonly properties: readonly PropertyReport[];
  /** Null when only the faults that were asked for were looked at. */
  readonly exploration: ExplorationReport | null;
}

/** `trace`: `lb1:crash`, `lb1:crash mended`. */
export interface PropertyReport extends Omit<Property, 'trace'> {
  readonly trace: readonly string[];
}

/** How much was looked at to judge the properties, and the longest interruptions that end by themselves. */
export interface ExplorationReport {
  readonly maxFaults: number;
  readonly states: number;
  readonly transitions: number;
  /** False when the search ended before everything within its bound was seen. */
  readonly complete: boolean;
  readonly longestGaps: readonly {
    readonly vips: readonly string[];
    readonly gapMs: readonly [number, number];
    readonly trace: readonly string[];
  }[];
}

export interface GroupReport {
  readonly name: string;
  /** Of the first member that has one; null when none has. */
  readonly virtualRouterId: number | null;
  readonly vips: readonly string[];
  readonly members: readonly MemberReport[];
}

export interface MemberReport {
  readonly node: string;
  readonly instance: string;
  readonly path: string;
  /** 1-based line of the instance. */
  readonly line: number;
  readonly basePriority: number;
  readonly effectivePriority: number;
  readonly addends: readonly Addend[];
}

export interface HoldingReport {
  readonly holders: readonly string[];
  readonly verdict: Verdict;
  readonly certain: boolean;
  readonly why: string;
  /** Who else may hold it, where chance decides. */
  readonly alternatives?: readonly (readonly string[])[];
}

export interface FaultReport {
  readonly faults: readonly string[];
  /** The nodes that they happen to. */
  readonly nodes: readonly string[];
  /** What they mean to a person: "lb1 loses power". */
  readonly words: readonly string[];
  /** `gapMs`: shortest and longest time without service; null when it does not end. */
  readonly vips: ByName<HoldingReport & { readonly gapMs: Gap | null }>;
}

/** The plain form of a prediction. `lineOf` gives the 1-based line of a place. */
export function clusterReport(prediction: Prediction, lineOf: (at: FileSite) => number): ClusterReport {
  const { cluster, program } = prediction;
  const standings = new Map(prediction.candidates.map(({ candidate, standing }) => [candidate, standing]));
  return {
    id: cluster.id,
    name: cluster.name,
    manager: program,
    nodes: cluster.nodes.map((node) => node.name),
    why: cluster.why,
    groups: cluster.groups.map((group) => ({
      name: group.name,
      virtualRouterId: group.ids[0] ?? null,
      vips: group.addresses,
      members: group.candidates.map((candidate): MemberReport => {
        const standing = standings.get(candidate);
        return {
          node: candidate.node.name,
          instance: candidate.name,
          path: candidate.path,
          line: lineOf(candidate),
          basePriority: standing?.base ?? 0,
          effectivePriority: standing?.value ?? 0,
          addends: standing?.addends ?? [],
        };
      }),
    })),
    steady: Object.fromEntries(prediction.steady),
    faults: prediction.faults.map((fault) => ({
      faults: fault.faults.map(formatFault),
      nodes: [...new Set(fault.faults.map(({ node }) => node))],
      words: fault.faults.map(faultInWords),
      vips: Object.fromEntries(
        [...fault.vips].map(([vip, holding]) => [vip, { ...holding, gapMs: holding.gapMs ?? null }]),
      ),
    })),
    ...(prediction.faultSetsLeftOut !== undefined && { faultSetsLeftOut: prediction.faultSetsLeftOut }),
    properties: prediction.properties.map((property) => ({ ...property, trace: property.trace.map(formatStep) })),
    exploration: explorationReport(prediction.exploration),
  };
}

function explorationReport(exploration: Exploration | undefined): ExplorationReport | null {
  if (!exploration) return null;
  const { maxFaults, states, transitions, complete, gaps } = exploration;
  const longestGaps = gaps.map(({ vips, gapMs, trace }) => ({ vips, gapMs, trace: trace.map(formatStep) }));
  return { maxFaults, states, transitions, complete, longestGaps };
}
