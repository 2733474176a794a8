import type { DiagramBox, DiagramEdge, Emphasis, Point } from './diagram.ts';
import { type Drawing, placed } from './draft-box.ts';
import { elementId } from './element-ids.ts';
import type { BackendNode, EdgeKind, FrontendNode, TrafficGraph } from './graph.ts';
import {
  backendBox,
  backendStack,
  trafficBoxHeight as boxHeight,
  foldEnd,
  frontendBox,
  serverBox,
  serverFold,
  serverStack,
} from './traffic-boxes.ts';
import { counted } from './words.ts';

/** Where the lane's columns begin, or how wide they are. */
export interface Columns {
  readonly frontend: number;
  readonly backend: number;
  readonly server: number;
}

/** Where the first row begins. */
export const laneHeader = 66;
export const laneRowGap = 10;

/** More backends than this are counted, not drawn, while the picture dwells on the failover. */
const backendLimit = 8;

/** Fills the lane's columns from above; boxes never move once placed. */
export class TrafficPlacement {
  readonly boxes: DiagramBox[] = [];
  readonly edges: DiagramEdge[] = [];
  readonly #traffic: TrafficGraph;
  readonly #columns: Columns;
  readonly #widths: Columns;
  readonly #drawing: Drawing;
  readonly #backends = new Map<string, DiagramBox>();
  readonly #serverLimit: number;
  readonly #foldBackends: boolean;
  #frontendY = laneHeader;
  #backendY = laneHeader;
  #bends = 0;

  constructor(traffic: TrafficGraph, columns: Columns, widths: Columns, emphasis: Emphasis, drawing: Drawing) {
    this.#traffic = traffic;
    this.#columns = columns;
    this.#widths = widths;
    this.#drawing = drawing;
    const servers = [...traffic.backends, ...traffic.frontends].reduce((sum, proxy) => sum + proxy.servers.length, 0);
    this.#serverLimit = traffic.backends.length > 12 ? 1 : servers > 24 ? 3 : 8;
    this.#foldBackends = emphasis === 'failover' && traffic.backends.length > backendLimit;
  }

  get bottom(): number {
    return Math.max(this.#frontendY, this.#backendY);
  }

  get hasServers(): boolean {
    return this.boxes.some((box) => box.x >= this.#columns.server);
  }

  all(): void {
    for (const frontend of this.#traffic.frontends) this.#frontend(frontend);
    this.#backendY = this.bottom;
    this.#ownBackends(
      'backends:',
      this.#traffic.backends.filter((backend) => !this.#backends.has(backend.id)),
    );
  }

  #frontend(frontend: FrontendNode): void {
    const own = this.#traffic.backends.filter(
      (backend) => frontend.backends.includes(backend.id) && !this.#backends.has(backend.id),
    );
    const besideOthers = own.length > 0 || frontend.servers.length > 0;
    const y = besideOthers ? this.bottom : this.#frontendY;
    if (frontend.kind === 'listen') {
      const width = this.#columns.backend + this.#widths.backend - this.#columns.frontend;
      const box = placed(frontendBox(frontend, this.#traffic, width, this.#drawing), this.#columns.frontend, y);
      this.boxes.push(box);
      this.#backendY = Math.max(this.#servers(frontend, box), y + boxHeight + laneRowGap);
      this.#frontendY = this.#backendY;
      return;
    }
    const draft = frontendBox(frontend, this.#traffic, this.#widths.frontend, this.#drawing);
    const box = placed(draft, this.#columns.frontend, y);
    this.boxes.push(box);
    this.#frontendY = y + boxHeight + laneRowGap;
    if (own.length > 0) this.#backendY = y;
    this.#ownBackends(elementId.backends(frontend.name), own);
    const bend = this.#bendFor(frontend);
    const targets = new Set(frontend.backends.flatMap((id) => this.#backends.get(id) ?? []));
    for (const target of targets) this.#connect(box, target, kindOf(frontend, target), bend);
  }

  /** Backends that stand here because nobody before uses them: each by itself, or as a count. */
  #ownBackends(fold: string, backends: readonly BackendNode[]): void {
    if (!this.#foldBackends || backends.length < 2) {
      for (const backend of backends) this.#backend(backend);
      return;
    }
    if (this.#drawing.open.has(fold)) {
      for (const backend of backends) this.#backend(backend);
      this.#end(fold, counted(backends.length, 'backend'), this.#columns.backend, this.#widths.backend, this.#backendY);
      this.#backendY += 24 + laneRowGap;
      return;
    }
    const box = placed(backendStack(fold, backends, this.#widths.backend), this.#columns.backend, this.#backendY);
    this.boxes.push(box);
    for (const backend of backends) this.#backends.set(backend.id, box);
    this.#backendY += boxHeight + laneRowGap + 6;
  }

  #backend(backend: BackendNode): void {
    const draft = backendBox(backend, this.#traffic, this.#widths.backend, this.#drawing);
    const box = placed(draft, this.#columns.backend, this.#backendY);
    this.boxes.push(box);
    this.#backends.set(backend.id, box);
    this.#backendY = Math.max(this.#servers(backend, box), box.y + boxHeight + laneRowGap);
  }

  /** Puts the servers beside their owner; the result is where the next row may start. */
  #servers(owner: BackendNode | FrontendNode, from: DiagramBox): number {
    const many = owner.servers.length > this.#serverLimit;
    const fold = serverFold(owner);
    const drafts =
      many && !this.#drawing.open.has(fold)
        ? [serverStack(owner, this.#widths.server)]
        : owner.servers.map((server) => serverBox(server, owner, this.#widths.server, this.#drawing));
    let y = from.y;
    for (const draft of drafts) {
      const box = placed(draft, this.#columns.server, y);
      this.boxes.push(box);
      this.#connect(from, box, owner.active ? 'traffic' : 'idle', (this.#columns.server + from.x + from.width) / 2);
      y += boxHeight + (draft.kind === 'servers' ? laneRowGap + 6 : laneRowGap);
    }
    if (!many || !this.#drawing.open.has(fold)) return y;
    this.#end(fold, counted(owner.servers.length, 'server'), this.#columns.server, this.#widths.server, y);
    return y + 24 + laneRowGap;
  }

  #end(fold: string, text: string, x: number, width: number, y: number): void {
    this.boxes.push(placed(foldEnd(fold, text, width), x, y));
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
