import { type AddressGroup, filesOf } from '../cluster/cluster.ts';
import type { Failover } from '../failover/engine.ts';
import type { Fault } from '../failover/fault.ts';
import { isNotListenedOn } from '../failover/served.ts';
import { machineIn } from '../failover/view.ts';
import { haproxyFiles } from '../languages/haproxy/config.ts';
import { elementId } from './element-ids.ts';
import type { LinkNode, Topology, TopologyEdge, VipNode } from './graph.ts';
import { machineNodes } from './machines.ts';
import { type Situation, situationAfter } from './situation.ts';
import { trafficGraph } from './traffic.ts';

/**
 * The graph of a cluster in the state after some faults, which happen in this order, or at a moment (in milliseconds)
 * on the way there.
 */
export function buildTopology(failover: Failover, faults: readonly Fault[], atMs?: number): Topology {
  const { cluster } = failover;
  const situation = situationAfter(failover, faults, atMs);
  const vips = cluster.groups.flatMap((group) => vipNodes(situation, group));
  const machines = machineNodes(situation);
  const traffic = trafficGraph(situation, vips);
  return {
    cluster: cluster.id,
    name: cluster.name,
    faults,
    vips,
    machines,
    links: linkNodes(situation),
    traffic,
    edges: [...clientEdges(vips), ...vipEdges(situation, vips), ...machineEdges(situation, vips)],
  };
}

/** The group's addresses, those together that all of the members list and that have the same fate. */
function vipNodes(situation: Situation, group: AddressGroup): VipNode[] {
  const classes = new Map<string, [string, ...string[]]>();
  for (const vip of group.addresses) {
    const outcome = situation.outcomes.get(vip);
    const listing = listingNodes(group, vip).join(' ');
    const key = JSON.stringify([listing, outcome?.now.holders, outcome?.now.verdict]);
    const known = classes.get(key);
    if (known) known.push(vip);
    else classes.set(key, [vip]);
  }
  return [...classes.values()].flatMap((addresses) => vipNode(situation, group, addresses) ?? []);
}

function vipNode(situation: Situation, group: AddressGroup, addresses: [string, ...string[]]): VipNode | undefined {
  const outcome = situation.outcomes.get(addresses[0]);
  if (!outcome) return undefined;
  const { now, before } = outcome;
  const [previous] = before?.holders ?? [];
  const gapMs = 'gapMs' in now ? now.gapMs : undefined;
  const [mention] = group.candidates.flatMap(({ path, addresses: listed }) =>
    listed.flatMap(({ text, site }) => (text === addresses[0] ? [{ path, site }] : [])),
  );
  return {
    id: elementId.vip(addresses[0]),
    addresses,
    group: group.name,
    virtualRouterIds: group.ids,
    holders: now.holders,
    verdict: now.verdict,
    certain: now.certain,
    why: now.why,
    ...(previous !== undefined && !now.holders.includes(previous) && { movedFrom: previous }),
    ...(gapMs && { gapMs }),
    unserved: isNotListenedOn(situation.cluster, addresses[0], now.holders),
    ...(mention && { site: mention }),
  };
}

function listingNodes(group: AddressGroup, vip: string): string[] {
  return group.candidates
    .filter(({ addresses }) => addresses.some(({ text }) => text === vip))
    .map(({ node }) => node.name);
}

/** A row of machines is one network: who is cut off at an end of it is cut off from all others. */
function linkNodes({ cluster, view }: Situation): LinkNode[] {
  const names = cluster.nodes.map((node) => node.name);
  return names.slice(1).flatMap((right, index): LinkNode[] => {
    const left = names[index] ?? '';
    const end = index === 0 ? left : index === names.length - 2 ? right : undefined;
    const up = [left, right].every((name) => !machineIn(view, name).cutOff);
    return [
      {
        id: elementId.link(left, right),
        between: [left, right],
        up,
        ...(end !== undefined && { fault: { kind: 'cut', node: end } as const }),
      },
    ];
  });
}

function clientEdges(vips: readonly VipNode[]): TopologyEdge[] {
  return vips.map((vip) => edge('clients', vip.id, vip.verdict === 'ok' ? 'traffic' : 'broken'));
}

/** Whether a candidate on the machine waits to take over, an address or any. */
function standsBy({ view }: Situation, node: string, vip?: string): boolean {
  return machineIn(view, node).candidates.some(
    ({ addresses, status }) => (vip === undefined || addresses.includes(vip)) && status.role === 'standby',
  );
}

/** To whoever has the addresses, and to whoever stands by to take them. */
function vipEdges(situation: Situation, vips: readonly VipNode[]): TopologyEdge[] {
  return vips.flatMap((vip) =>
    situation.cluster.nodes.flatMap((node): TopologyEdge[] => {
      if (vip.holders.includes(node.name)) {
        return [edge(vip.id, elementId.node(node.name), vip.verdict === 'ok' ? 'traffic' : 'broken')];
      }
      return standsBy(situation, node.name, vip.addresses[0])
        ? [edge(vip.id, elementId.node(node.name), 'standby')]
        : [];
    }),
  );
}

function machineEdges(situation: Situation, vips: readonly VipNode[]): TopologyEdge[] {
  const { cluster, view } = situation;
  return cluster.nodes.flatMap((node): TopologyEdge[] => {
    if (filesOf(node, haproxyFiles).length === 0) return [];
    const { powered, haproxy } = machineIn(view, node.name);
    if (!powered) return [];
    const held = vips.filter((vip) => vip.holders.includes(node.name));
    return [
      edge(
        elementId.node(node.name),
        'haproxy',
        haproxy ? laneEdgeKind(held, standsBy(situation, node.name)) : 'broken',
      ),
    ];
  });
}

function laneEdgeKind(held: readonly VipNode[], ready: boolean): TopologyEdge['kind'] {
  if (held.some((vip) => vip.verdict === 'ok' && !vip.unserved)) return 'traffic';
  if (held.some((vip) => vip.verdict !== 'ok' && vip.verdict !== 'not-served')) return 'broken';
  return held.length === 0 && ready ? 'standby' : 'idle';
}

function edge(from: string, to: string, kind: TopologyEdge['kind']): TopologyEdge {
  return { id: `${from}->${to}`, from, to, kind };
}
