import { measured } from '../failover/prediction.ts';
import { elementId } from './element-ids.ts';
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
 * Puts addresses that fare alike into one node each, and hides the instances of sound groups behind a count, when
 * there are many groups: what is wrong stays in sight. `open`: the reader wants to see each instance; so many
 * addresses side by side help nobody even then.
 */
export function foldGroups(topology: Topology, open: boolean): FoldedTopology {
  const groups = [...new Set(topology.machines.flatMap((machine) => machine.members.map((member) => member.group)))];
  const foldable = groups.length > groupLimit;
  if (!foldable) return { ...topology, folded: new Set(), foldable };
  const troubled = new Set(topology.vips.filter((vip) => !isSound(vip)).map((vip) => vip.group));
  const alike = new Map<string, VipNode[]>();
  for (const vip of topology.vips) {
    const known = alike.get(fateOf(vip));
    if (known) known.push(vip);
    else alike.set(fateOf(vip), [vip]);
  }
  const vips = [...alike].flatMap(([fate, members]) => stackOf(fate, members) ?? []);
  const stackIds = new Map(
    [...alike].flatMap(([fate, members]) => members.map((vip): [string, string] => [vip.id, stackIdOf(fate, members)])),
  );
  return {
    ...topology,
    // What is wrong comes first.
    vips: [...vips.filter((vip) => !isSound(vip)), ...vips.filter(isSound)],
    edges: merged(topology.edges, stackIds),
    folded: open ? new Set() : new Set(groups.filter((group) => !troubled.has(group))),
    foldable,
  };
}

function isSound(vip: VipNode): boolean {
  return vip.verdict === 'ok' && vip.certain && !vip.unserved;
}

/** What can be told of addresses together. Those that have moved stand apart from those that were there before. */
function fateOf({ holders, movedFrom, verdict, certain, unserved }: VipNode): string {
  const where = movedFrom === undefined ? holders.join('+') : `${movedFrom}>${holders.join('+')}`;
  return [where, ...(verdict === 'ok' ? [] : [verdict]), ...(certain ? [] : ['?']), ...(unserved ? ['!'] : [])].join(
    ' ',
  );
}

/** An address that is the only one of its kind keeps its own name. */
function stackIdOf(fate: string, vips: readonly VipNode[]): string {
  return vips.length === 1 ? (vips[0]?.id ?? '') : elementId.vips(fate);
}

function stackOf(fate: string, vips: readonly VipNode[]): VipNode | undefined {
  const [first] = vips;
  if (!first || vips.length === 1) return first;
  const [address, ...addresses] = vips.flatMap((vip) => vip.addresses);
  const groups = [...new Set(vips.map((vip) => vip.group))];
  const gaps = vips.flatMap((vip) => {
    const gap = measured(vip.gapMs);
    return gap ? [gap] : [];
  });
  return {
    ...first,
    id: stackIdOf(fate, vips),
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
    const known = byId.get(id)?.kind;
    if (known !== 'traffic' && known !== 'broken') byId.set(id, { ...edge, id, from, to });
  }
  return [...byId.values()];
}
