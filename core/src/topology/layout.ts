import type { FileSite } from '../cluster/cluster.ts';
import type { DiagramBox, DiagramEdge, Point, Reveal } from './diagram.ts';
import { placed, write } from './draft-box.ts';
import type { Topology, TopologyEdge } from './graph.ts';
import { textWidth } from './text-size.ts';
import { trafficLane } from './traffic-layout.ts';
import { machineBoxes, vipBox } from './vrrp-boxes.ts';

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly DiagramBox[];
  readonly edges: readonly DiagramEdge[];
}

const margin = 16;
const clientsHeight = 34;
/** Between two lines that run side by side. */
const track = 9;
const portGap = 26;

/**
 * Places a graph: clients, virtual IPs and machines in rows from top to bottom, and below them what HAProxy serves,
 * from left to right. This is narrow enough for half an editor. Deterministic: equal graphs have equal places.
 */
export function layout(topology: Topology, lineOf: (at: FileSite) => number): Layout {
  const revealOf = (site: FileSite | undefined): { readonly reveal?: Reveal } =>
    site ? { reveal: { path: site.path, line: lineOf(site) } } : {};
  const vips = topology.vips.map((vip) => vipBox(vip, revealOf));
  const machines = machineBoxes(topology, revealOf);
  const rowWidth = Math.max(
    rowOf(vips.map((box) => box.width), 28),
    rowOf(machines.map((machine) => machine.frame.width), 28),
  );
  const hasTraffic = topology.traffic.machines.length > 0;
  const lane = hasTraffic ? trafficLane(topology.traffic, rowWidth, revealOf) : undefined;
  const inner = Math.max(rowWidth, lane?.width ?? 0);

  const clients = placed(clientsBox(), margin + inner / 2 - 60, margin);
  const vipY = margin + clientsHeight + 40;
  const vipBoxes = centered(vips.map((box) => box.width), 28, inner).map((x, index) => at(vips, index, margin + x, vipY));
  const vipBottom = vipY + Math.max(0, ...vips.map((box) => box.height));

  const vipEdges = topology.edges.filter((edge) => vips.some((vip) => vip.id === edge.from));
  const machineY = vipBottom + 36 + track * Math.max(1, vipEdges.length);
  const frames = centered(machines.map(({ frame }) => frame.width), 28, inner).flatMap((x, index) => {
    const machine = machines[index];
    return machine ? [{ machine, frame: placed(machine.frame, margin + x, machineY) }] : [];
  });
  const machineBottom = machineY + Math.max(0, ...frames.map(({ frame }) => frame.height));
  const laneY = machineBottom + 40;
  const laneX = margin + (inner - (lane?.width ?? 0)) / 2;
  const laneBoxes = (lane?.boxes ?? []).map((box) => placed(box, box.x + laneX, box.y + laneY));

  const boxes = [
    clients,
    ...vipBoxes,
    ...frames.flatMap(({ machine, frame }) => [
      frame,
      ...machine.parts.map(({ box, offset }) => placed(box, frame.x + offset.x, frame.y + offset.y)),
    ]),
  ];
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const edges = [
    ...fanOut(topology.edges.filter((edge) => edge.from === 'clients'), byId),
    ...tracked(vipEdges, byId),
    ...dropped(topology.edges.filter((edge) => edge.to === 'haproxy'), byId, laneY),
    ...(lane?.edges ?? []).map((edge) => ({ ...edge, points: edge.points.map((point) => moved(point, laneX, laneY)) })),
  ];
  const height = lane ? laneY + lane.height : machineBottom;
  return {
    width: Math.round(inner + 2 * margin),
    height: Math.round(height + margin),
    boxes: [...laneBoxes.slice(0, 1), ...boxes, ...laneBoxes.slice(1)],
    edges,
  };
}
