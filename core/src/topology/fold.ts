import type { Topology, TopologyEdge, VipNode } from './graph.ts';
import { counted } from './words.ts';

/** Id of the fold that hides groups of which there is nothing to say. */
export const groupFold = 'groups';

/** More groups than this are not drawn one by one. */
const groupLimit = 6;

/** A graph in which sound groups may be hidden. */
export interface FoldedTopology extends Topology {
  /** Names of the groups whose instances are hidden behind a count; empty when all are drawn. */
  readonly folded: ReadonlySet<string>;
  /** There are so many groups that they are worth hiding. */
  readonly foldable: boolean;
}

/**
 * Puts the addresses of sound groups with one holder into one node each, when there are many groups: what is wrong
 * stays in sight. `open`: the reader wants to see each instance; so many addresses side by side help nobody even then.
 */
export function foldGroups(topology: Topology, open: boolean): FoldedTopology {
  const groups = [...new Set(topology.machines.flatMap((machine) => machine.members.map((member) => member.group)))];
  const foldable = groups.length > groupLimit;
  if (!foldable) return { ...topology, folded: new Set(), foldable };
  const troubled = new Set(topology.vips.filter((vip) => !isSound(vip)).map((vip) => vip.group));
  const folded = new Set(groups.filter((group) => !troubled.has(group)));
  const hidden = topology.vips.filter((vip) => folded.has(vip.group));
  const ids = [...new Set(hidden.map(stackId))];
  const stacks = ids.flatMap((id) => stackOf(hidden.filter((vip) => stackId(vip) === id)) ?? []);
  const stackIds = new Map(hidden.map((vip) => [vip.id, stackId(vip)]));
  return {
    ...topology,
    vips: [...topology.vips.filter((vip) => !folded.has(vip.group)), ...stacks],
    edges: merged(topology.edges, stackIds),
    folded: open ? new Set() : folded,
    foldable,
  };
}

function isSound(vip: VipNode): boolean {
  return vip.verdict === 'ok' && vip.certain && !vip.unserved;
}

/** Those that have moved stand apart from those that were there before. */
function stackId({ holders, movedFrom }: VipNode): string {
  return movedFrom === undefined ? `vips:${holders[0]}` : `vips:${movedFrom}>${holders[0]}`;
}

function stackOf(vips: readonly VipNode[]): VipNode | undefined {
  const [first] = vips;
  if (!first) return undefined;
  const [address, ...addresses] = vips.flatMap((vip) => vip.addresses);
  const groups = [...new Set(vips.map((vip) => vip.group))];
  const gaps = vips.flatMap((vip) => (vip.gapMs ? [vip.gapMs] : []));
  return {
    ...first,
    id: stackId(first),
    addresses: [address ?? '', ...addresses],
    group: groups.length === 1 ? (groups[0] ?? '') : counted(groups.length, 'group'),
    virtualRouterIds: groups.length === 1 ? first.virtualRouterIds : [],
    folds: groups,
    ...(gaps.length > 0 && {
      gapMs: [Math.min(...gaps.map(([low]) => low)), Math.max(...gaps.map(([, high]) => high))] as const,
    }),
  };
}

/** Edges of what is hidden become one edge of the stack, of the kind that matters most. */
function merged(edges: readonly TopologyEdge[], stackIds: ReadonlyMap<string, string>): TopologyEdge[] {
  const byId = new Map<string, TopologyEdge>();
  for (const edge of edges) {
    const from = stackIds.get(edge.from) ?? edge.from;
    const to = stackIds.get(edge.to) ?? edge.to;
    const id = `${from}->${to}`;
    if (byId.get(id)?.kind !== 'traffic') byId.set(id, { ...edge, id, from, to });
  }
  return [...byId.values()];
}
