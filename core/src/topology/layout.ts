import type { FileSite } from '../cluster/cluster.ts';
import type { DiagramBox, DiagramEdge, Reveal } from './diagram.ts';
import { type DraftBox, moved, placed, round, write } from './draft-box.ts';
import type { Topology } from './graph.ts';
import { fanOut, straightDown, tracked, trackWidth } from './routing.ts';
import { textWidth } from './text-size.ts';
import { type Lane, trafficLane } from './traffic-layout.ts';
import { type MachineBoxes, machineBoxes, vipBox } from './vrrp-boxes.ts';

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly DiagramBox[];
  readonly edges: readonly DiagramEdge[];
}

const margin = 16;
const columnGap = 28;

/**
 * Places a graph: clients, virtual IPs and machines in rows from top to bottom, and below them what HAProxy serves,
 * from left to right. This is narrow enough for half an editor. Deterministic: equal graphs have equal places.
 */
export function layout(topology: Topology, lineOf: (at: FileSite) => number): Layout {
  const revealOf = (site: FileSite | undefined): { readonly reveal?: Reveal } =>
    site ? { reveal: { path: site.path, line: lineOf(site) } } : {};
  const vips = topology.vips.map((vip) => vipBox(vip, revealOf));
  const machines = machineBoxes(topology, revealOf);
  const clients = clientsBox();
  const rowWidth = Math.max(widthOf([clients]), widthOf(vips), widthOf(machines.map(({ frame }) => frame)));
  const lane = topology.traffic.machines.length > 0 ? trafficLane(topology.traffic, rowWidth, revealOf) : undefined;
  const inner = Math.max(rowWidth, lane?.width ?? 0);

  const vipY = margin + clients.height + 36;
  const vipEdges = topology.edges.filter((edge) => vips.some((vip) => vip.id === edge.from));
  // Room for every line that a fault might bring, so that nothing moves when one happens.
  const tracks = Math.min(6, vips.length * Math.max(1, machines.length - 1));
  const machineY = vipY + tallest(vips) + 40 + trackWidth * tracks;
  const laneY = machineY + tallest(machines.map(({ frame }) => frame)) + 36;

  const boxes = [...row([clients], inner, margin), ...row(vips, inner, vipY), ...machineRow(machines, inner, machineY)];
  const below = lane && shifted(lane, margin + (inner - lane.width) / 2, laneY);
  const [surround, ...traffic] = below?.boxes ?? [];
  const byId = new Map([...boxes, ...(surround ? [surround] : [])].map((box) => [box.id, box]));
  const edges = [
    ...fanOut(
      topology.edges.filter((edge) => edge.from === 'clients'),
      byId,
    ),
    ...tracked(vipEdges, byId),
    ...straightDown(
      topology.edges.filter((edge) => edge.to === 'haproxy'),
      byId,
    ),
    ...(below?.edges ?? []),
  ];
  return {
    width: Math.round(inner + 2 * margin),
    height: Math.round((lane ? laneY + lane.height : laneY - 36) + margin),
    boxes: [...(surround ? [surround] : []), ...boxes, ...traffic],
    edges,
  };
}

function clientsBox(): DraftBox {
  const text = 'clients';
  const width = textWidth(text, 'normal') + 44;
  return {
    id: 'clients',
    kind: 'clients',
    roles: [],
    width,
    height: 32,
    texts: [write(text, 'normal', width / 2, 20, 'middle')],
    label: 'Clients',
  };
}

function widthOf(drafts: readonly DraftBox[]): number {
  return drafts.reduce((sum, draft) => sum + draft.width, columnGap * Math.max(0, drafts.length - 1));
}

function tallest(drafts: readonly DraftBox[]): number {
  return Math.max(0, ...drafts.map((draft) => draft.height));
}

/** The boxes side by side, centred in `inner`. */
function row(drafts: readonly DraftBox[], inner: number, y: number): DiagramBox[] {
  let x = margin + (inner - widthOf(drafts)) / 2;
  return drafts.map((draft) => {
    const box = placed(draft, x, y);
    x += draft.width + columnGap;
    return box;
  });
}

function machineRow(machines: readonly MachineBoxes[], inner: number, y: number): DiagramBox[] {
  const frames = row(
    machines.map(({ frame }) => frame),
    inner,
    y,
  );
  return machines.flatMap(({ parts }, index) => {
    const frame = frames[index];
    if (!frame) return [];
    return [frame, ...parts.map(({ box, offset }) => placed(box, frame.x + offset.x, frame.y + offset.y))];
  });
}

function shifted(lane: Lane, right: number, down: number): Lane {
  return {
    ...lane,
    boxes: lane.boxes.map((box) => moved(box, right, down)),
    edges: lane.edges.map((edge) => ({
      ...edge,
      points: edge.points.map(({ x, y }) => ({ x: round(x + right), y: round(y + down) })),
    })),
  };
}
