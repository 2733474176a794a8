import type { DiagramBox, DiagramEdge, Emphasis } from './diagram.ts';
import { type DraftBox, type Drawing, moved, placed, round, write } from './draft-box.ts';
import { elementId } from './element-ids.ts';
import { foldGroups, groupFold } from './fold.ts';
import type { LinkNode, Topology } from './graph.ts';
import { type MachineBoxes, machineBoxes } from './machine-boxes.ts';
import { fanOut, straightDown, tracked, trackWidth } from './routing.ts';
import { textWidth } from './text-size.ts';
import { type Lane, trafficLane } from './traffic-layout.ts';
import { vipBox } from './vip-boxes.ts';

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly DiagramBox[];
  readonly edges: readonly DiagramEdge[];
}

const margin = 16;
const columnGap = 28;
/** Between two machines there is room for what they hear each other over. */
const machineGap = 76;
/** A row of virtual IPs that is wider than this goes on below. */
const vipRowWidth = 1120;

/**
 * Places a graph: clients, virtual IPs and machines in rows from top to bottom, and below them what HAProxy serves,
 * from left to right. This is narrow enough for half an editor. Deterministic: equal graphs have equal places.
 */
export function layout(graph: Topology, emphasis: Emphasis, drawing: Drawing): Layout {
  const topology = foldGroups(graph, drawing.open.has(groupFold));
  const vipRows = rowsOf(
    topology.vips.map((vip) => vipBox(vip, drawing)),
    vipRowWidth,
  );
  const machines = machineBoxes(topology, emphasis, drawing);
  const frames = machines.map(({ frame }) => frame);
  const clients = clientsBox();
  const rowWidth = Math.max(widthOf([clients]), widthOf(frames, machineGap), ...vipRows.map((vips) => widthOf(vips)));
  const lane =
    topology.traffic.machines.length > 0 ? trafficLane(topology.traffic, rowWidth, emphasis, drawing) : undefined;
  const inner = Math.max(rowWidth, lane?.width ?? 0);

  const vipY = margin + clients.height + 36;
  const vipRoom = vipRows.reduce((sum, vips) => sum + tallest(vips) + vipRowGap, -vipRowGap);
  const vipIds = new Set(topology.vips.map(({ id }) => id));
  const vipEdges = topology.edges.filter((edge) => vipIds.has(edge.from));
  // Room for every line that a fault might bring, so that nothing moves when one happens.
  const tracks = Math.min(6, vipIds.size * Math.max(1, machines.length - 1));
  const machineY = vipY + Math.max(0, vipRoom) + 40 + trackWidth * tracks;
  const laneY = machineY + tallest(frames) + 36;

  const machineBoxesInRow = machineRow(machines, inner, machineY);
  const boxes = [
    ...row([clients], inner, margin),
    ...stackedRows(vipRows, inner, vipY),
    ...machineBoxesInRow,
    ...linkBoxes(topology.links, machineBoxesInRow, drawing),
  ];
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

const vipRowGap = 20;

/** As many boxes in a row as its width holds. */
function rowsOf(drafts: readonly DraftBox[], width: number): DraftBox[][] {
  const rows: DraftBox[][] = [];
  for (const draft of drafts) {
    const last = rows.at(-1);
    if (last && widthOf([...last, draft]) <= width) last.push(draft);
    else rows.push([draft]);
  }
  return rows;
}

function stackedRows(rows: readonly (readonly DraftBox[])[], inner: number, top: number): DiagramBox[] {
  let y = top;
  return rows.flatMap((drafts) => {
    const boxes = row(drafts, inner, y);
    y += tallest(drafts) + vipRowGap;
    return boxes;
  });
}

/** The network in the gaps between the machines, at the height of their names. */
function linkBoxes(links: readonly LinkNode[], boxes: readonly DiagramBox[], { isBroken }: Drawing): DiagramBox[] {
  return links.flatMap(({ id, between: [left, right], up, fault }) => {
    const [from, to] = [left, right].map((name) => boxes.find((box) => box.id === elementId.node(name)));
    if (!from || !to) return [];
    const start = from.x + from.width;
    const width = to.x - start;
    const draft: DraftBox = {
      id,
      kind: 'link',
      roles: [
        ...(up ? [] : (['down'] as const)),
        ...(fault !== undefined && isBroken(fault) ? (['broken'] as const) : []),
      ],
      width,
      height: 44,
      texts: [up ? write('VRRP', 'muted', width / 2, 14, 'middle') : write('✕ cut', 'alarm', width / 2, 14, 'middle')],
      label: `network between ${left} and ${right}: ${up ? 'works' : 'cut'}`,
      ...(fault !== undefined && { faults: [fault] as const }),
    };
    return [placed(draft, start, from.y + 20)];
  });
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

function widthOf(drafts: readonly DraftBox[], gap = columnGap): number {
  return drafts.reduce((sum, draft) => sum + draft.width, gap * Math.max(0, drafts.length - 1));
}

function tallest(drafts: readonly DraftBox[]): number {
  return Math.max(0, ...drafts.map((draft) => draft.height));
}

/** The boxes side by side, centred in `inner`. */
function row(drafts: readonly DraftBox[], inner: number, y: number, gap = columnGap): DiagramBox[] {
  let x = margin + (inner - widthOf(drafts, gap)) / 2;
  return drafts.map((draft) => {
    const box = placed(draft, x, y);
    x += draft.width + gap;
    return box;
  });
}

function machineRow(machines: readonly MachineBoxes[], inner: number, y: number): DiagramBox[] {
  const frames = row(
    machines.map(({ frame }) => frame),
    inner,
    y,
    machineGap,
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
