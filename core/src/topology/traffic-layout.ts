import type { DiagramBox, DiagramEdge, Point, Reveal } from './diagram.ts';
import { type DraftBox, placed, write } from './draft-box.ts';
import type { BackendNode, EdgeKind, FrontendNode, ServerNode, TrafficGraph } from './graph.ts';
import { elide } from './text-size.ts';
import {
  backendBox,
  trafficBoxHeight as boxHeight,
  columnWidths,
  frontendBox,
  serverBox,
  serverStack,
} from './traffic-boxes.ts';
import { listed } from './words.ts';

type RevealOf = (site: ServerNode['site'] | undefined) => { readonly reveal?: Reveal };

export interface Lane {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly DiagramBox[];
  readonly edges: readonly DiagramEdge[];
}

const pad = 20;
const header = 66;
const rowGap = 10;

/**
 * What HAProxy does with the requests: frontends → backends → servers in three columns, from the lane's upper left
 * corner on. A backend stands beside the first frontend that uses it.
 */
export function trafficLane(traffic: TrafficGraph, minWidth: number, revealOf: RevealOf): Lane {
  const widths = columnWidths(traffic);
  const bends = traffic.frontends.filter((frontend) => frontend.backends.length > 0).length;
  const firstGap = 40 + 6 * Math.min(6, Math.max(0, bends - 1));
  const natural = 2 * pad + widths.frontend + firstGap + widths.backend + 44 + widths.server;
  const spare = Math.max(0, minWidth - natural);
  const gaps = { first: firstGap + Math.min(spare / 2, 40), second: 44 + Math.min(spare / 2, 40) };
  const used = natural - firstGap - 44 + gaps.first + gaps.second;
  const left = pad + Math.max(0, minWidth - used) / 2;
  const columns = {
    frontend: left,
    backend: left + widths.frontend + gaps.first,
    server: left + widths.frontend + gaps.first + widths.backend + gaps.second,
  };
  const place = new Placement(traffic, columns, widths, revealOf);
  for (const frontend of traffic.frontends) place.frontend(frontend);
  for (const backend of traffic.backends) place.backend(backend);
  const width = Math.max(minWidth, used);
  const height = place.bottom + pad - rowGap;
  const differs = place.boxes.some((box) => box.roles.includes('differs'));
  return {
    width,
    height,
    boxes: [laneBox(traffic, columns, { width, height }, differs), ...place.boxes],
    edges: place.edges,
  };
}

interface Columns {
  readonly frontend: number;
  readonly backend: number;
  readonly server: number;
}

function laneBox(
  traffic: TrafficGraph,
  columns: Columns,
  { width, height }: { readonly width: number; readonly height: number },
  differs: boolean,
): DiagramBox {
  const machines = listed(traffic.machines);
  const same =
    traffic.machines.length < 2 ? `on ${machines}` : `${differs ? 'differs between' : 'the same on'} ${machines}`;
  const draft: DraftBox = {
    id: 'haproxy',
    kind: 'lane',
    roles: differs ? ['differs'] : [],
    width,
    height,
    texts: [
      write('HAProxy', 'strong', pad, 26),
      write(elide(same, 'muted', width - 2 * pad - 68), 'muted', pad + 68, 26),
      write('frontends', 'muted', columns.frontend, 54),
      ...(traffic.backends.length > 0 ? [write('backends', 'muted', columns.backend, 54)] : []),
      write('servers', 'muted', columns.server, 54),
    ],
    label: `HAProxy, ${same}`,
  };
  return placed(draft, 0, 0);
}

/** Fills the columns from above; boxes never move once placed. */
class Placement {
  readonly boxes: DiagramBox[] = [];
  readonly edges: DiagramEdge[] = [];
  readonly #traffic: TrafficGraph;
  readonly #columns: Columns;
  readonly #widths: Columns;
  readonly #revealOf: RevealOf;
  readonly #backends = new Map<string, DiagramBox>();
  readonly #serverLimit: number;
  #frontendY = header;
  #backendY = header;
  #bends = 0;

  constructor(traffic: TrafficGraph, columns: Columns, widths: Columns, revealOf: RevealOf) {
    this.#traffic = traffic;
    this.#columns = columns;
    this.#widths = widths;
    this.#revealOf = revealOf;
    const servers = [...traffic.backends, ...traffic.frontends].reduce((sum, proxy) => sum + proxy.servers.length, 0);
    this.#serverLimit = traffic.backends.length > 12 ? 1 : servers > 24 ? 3 : 8;
  }

  get bottom(): number {
    return Math.max(this.#frontendY, this.#backendY);
  }

  frontend(frontend: FrontendNode): void {
    const own = this.#traffic.backends.filter(
      (backend) => frontend.backends.includes(backend.id) && !this.#backends.has(backend.id),
    );
    const besideOthers = own.length > 0 || frontend.servers.length > 0;
    const y = besideOthers ? this.bottom : this.#frontendY;
    if (frontend.kind === 'listen') {
      const width = this.#columns.backend + this.#widths.backend - this.#columns.frontend;
      const box = placed(frontendBox(frontend, this.#traffic, width, this.#revealOf), this.#columns.frontend, y);
      this.boxes.push(box);
      this.#backendY = Math.max(this.#servers(frontend, box), y + boxHeight + rowGap);
      this.#frontendY = this.#backendY;
      return;
    }
    const box = placed(
      frontendBox(frontend, this.#traffic, this.#widths.frontend, this.#revealOf),
      this.#columns.frontend,
      y,
    );
    this.boxes.push(box);
    this.#frontendY = y + boxHeight + rowGap;
    if (own.length > 0) this.#backendY = y;
    for (const backend of own) this.backend(backend);
    const bend = this.#bendFor(frontend);
    for (const id of frontend.backends) {
      const target = this.#backends.get(id);
      if (target) this.#connect(box, target, kindOf(frontend, target), bend);
    }
  }

  backend(backend: BackendNode): void {
    if (this.#backends.has(backend.id)) return;
    const draft = backendBox(backend, this.#traffic, this.#widths.backend, this.#revealOf);
    const box = placed(draft, this.#columns.backend, this.#backendY);
    this.boxes.push(box);
    this.#backends.set(backend.id, box);
    this.#backendY = Math.max(this.#servers(backend, box), box.y + boxHeight + rowGap);
  }

  /** Puts the servers beside their owner; the result is where the next row may start. */
  #servers(owner: BackendNode | FrontendNode, from: DiagramBox): number {
    const drafts =
      owner.servers.length > this.#serverLimit
        ? [serverStack(owner, this.#widths.server, this.#revealOf)]
        : owner.servers.map((server) => serverBox(server, owner, this.#widths.server, this.#revealOf));
    let y = from.y;
    for (const draft of drafts) {
      const box = placed(draft, this.#columns.server, y);
      this.boxes.push(box);
      this.#connect(from, box, owner.active ? 'traffic' : 'idle', (this.#columns.server + from.x + from.width) / 2);
      y += boxHeight + (draft.kind === 'servers' ? rowGap + 6 : rowGap);
    }
    return y;
  }

  /** Each frontend turns at an own place, so that lines of two frontends do not run into one. */
  #bendFor(frontend: FrontendNode): number {
    const start = this.#columns.frontend + this.#widths.frontend;
    const room = this.#columns.backend - start;
    if (frontend.backends.length === 0) return start;
    const step = this.#bends++ % 7;
    return Math.min(start + 20 + 6 * step, start + room - 16);
  }

  #connect(from: DiagramBox, to: DiagramBox, kind: EdgeKind, bend: number): void {
    const start: Point = { x: from.x + from.width, y: from.y + boxHeight / 2 };
    const end: Point = { x: to.x, y: to.y + boxHeight / 2 };
    const points = start.y === end.y ? [start, end] : [start, { x: bend, y: start.y }, { x: bend, y: end.y }, end];
    this.edges.push({ id: `${from.id}->${to.id}`, kind, from: from.id, to: to.id, points, label: '' });
  }
}

function kindOf(frontend: FrontendNode, target: DiagramBox): EdgeKind {
  return frontend.active && target.roles.includes('active') ? 'traffic' : 'idle';
}
