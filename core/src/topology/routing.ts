import type { DiagramBox, DiagramEdge, Point } from './diagram.ts';
import { round } from './draft-box.ts';
import type { TopologyEdge } from './graph.ts';

/** Distance between two lines that run side by side, in pixels. */
export const trackWidth = 8;
const portGap = 26;

type Boxes = ReadonlyMap<string, DiagramBox>;

interface Ends {
  readonly edge: TopologyEdge;
  readonly from: DiagramBox;
  readonly to: DiagramBox;
}

/** Lines from the middle of one box to several below it, over one common bar. */
export function fanOut(edges: readonly TopologyEdge[], boxes: Boxes): DiagramEdge[] {
  return endsOf(edges, boxes).map((ends) => {
    const start = { x: center(ends.from), y: bottom(ends.from) };
    const end = { x: center(ends.to), y: ends.to.y };
    return line(ends, bent(start, end, start.y + 16));
  });
}

/** Lines between two rows of boxes, each with a port and a height of its own, so that none runs into another. */
export function tracked(edges: readonly TopologyEdge[], boxes: Boxes): DiagramEdge[] {
  const all = endsOf(edges, boxes);
  const lowest = Math.max(0, ...all.map(({ from }) => bottom(from)));
  const routed = all.map(
    (ends): Route => ({
      ends,
      start: { x: port(ends.from, ends, all, 'from'), y: bottom(ends.from) },
      end: { x: port(ends.to, ends, all, 'to'), y: ends.to.y },
    }),
  );
  // Whoever goes farthest turns first: then lines from one box do not cross each other.
  const taken: Route[][] = [];
  const heights = new Map<Route, number>();
  for (const route of [...routed].sort((a, b) => reach(b) - reach(a))) {
    const free = taken.findIndex((track) => track.every((other) => !overlap(route, other)));
    const track = free < 0 ? taken.push([]) - 1 : free;
    taken[track]?.push(route);
    heights.set(route, lowest + 16 + trackWidth * track);
  }
  return routed.map((route) => line(route.ends, bent(route.start, route.end, heights.get(route) ?? lowest + 16)));
}

interface Route {
  readonly ends: Ends;
  readonly start: Point;
  readonly end: Point;
}

function overlap(a: Route, b: Route): boolean {
  const [from, to] = [Math.min(a.start.x, a.end.x), Math.max(a.start.x, a.end.x)];
  return from - trackWidth < Math.max(b.start.x, b.end.x) && Math.min(b.start.x, b.end.x) < to + trackWidth;
}

/** Lines from boxes to the top of a wide one below them. */
export function straightDown(edges: readonly TopologyEdge[], boxes: Boxes): DiagramEdge[] {
  return endsOf(edges, boxes).map((ends) => {
    const x = center(ends.from);
    return line(ends, [
      { x, y: bottom(ends.from) },
      { x, y: ends.to.y },
    ]);
  });
}

function endsOf(edges: readonly TopologyEdge[], boxes: Boxes): Ends[] {
  return edges.flatMap((edge) => {
    const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
    return from && to ? [{ edge, from, to }] : [];
  });
}

/** Where a line leaves or enters a box: its lines are spread around the middle in the order of their other ends. */
function port(box: DiagramBox, ends: Ends, all: readonly Ends[], side: 'from' | 'to'): number {
  const other = side === 'from' ? 'to' : 'from';
  const own = all.filter((each) => each[side] === box).sort((a, b) => center(a[other]) - center(b[other]));
  const gap = Math.min(portGap, box.width / (own.length + 1));
  return round(center(box) + (own.indexOf(ends) - (own.length - 1) / 2) * gap);
}

function reach({ start, end }: Route): number {
  return Math.abs(start.x - end.x);
}

function bent(start: Point, end: Point, y: number): Point[] {
  return Math.abs(start.x - end.x) < 1
    ? [start, { x: start.x, y: end.y }]
    : [start, { x: start.x, y }, { x: end.x, y }, end];
}

function line({ edge, from, to }: Ends, points: readonly Point[]): DiagramEdge {
  return { ...edge, points, label: edgeLabel(edge, from, to) };
}

function edgeLabel({ kind }: TopologyEdge, from: DiagramBox, to: DiagramBox): string {
  const what = {
    traffic: 'traffic now',
    standby: 'stands by',
    broken: 'broken',
    idle: 'unused',
  }[kind];
  return `${nameOf(from)} to ${nameOf(to)}: ${what}`;
}

function nameOf(box: DiagramBox): string {
  return box.texts[0]?.text ?? box.id;
}

function center(box: DiagramBox): number {
  return round(box.x + box.width / 2);
}

function bottom(box: DiagramBox): number {
  return box.y + box.height;
}
