import { backendLine, checkedText, frontendLine, onlyOn } from './captions.ts';
import type { Role } from './diagram.ts';
import { type DraftBox, type Drawing, write } from './draft-box.ts';
import { elementId } from './element-ids.ts';
import type { BackendNode, FrontendNode, ServerNode, TrafficGraph } from './graph.ts';
import { elide, textWidth } from './text-size.ts';
import { counted } from './words.ts';

const pad = 12;
/** All boxes of the lane are equally high, so that lines between neighbours are straight. */
export const trafficBoxHeight = 46;

/** Widths of the lane's three columns. */
export interface ColumnWidths {
  readonly frontend: number;
  readonly backend: number;
  readonly server: number;
}

export function columnWidths(traffic: TrafficGraph): ColumnWidths {
  const widest = (lines: readonly (readonly [string, string])[]): number =>
    Math.min(
      230,
      Math.max(
        132,
        ...lines.map(([first, second]) => 2 * pad + Math.max(textWidth(first, 'strong'), textWidth(second, 'muted'))),
      ),
    );
  const servers = [...traffic.backends, ...traffic.frontends].flatMap((proxy) => proxy.servers);
  return {
    frontend: widest(traffic.frontends.map((frontend) => [frontend.name, frontendSecond(frontend, traffic)])),
    // At least as wide as a stack of backends needs.
    backend: widest([
      ...traffic.backends.map((backend): [string, string] => [backend.name, backendSecond(backend, traffic)]),
      ...(traffic.backends.length > 8 ? [['', `${servers.length} servers, all checked`] as const] : []),
    ]),
    server: widest(servers.map((server) => [`${server.name} check`, serverSecond(server)])),
  };
}

export function frontendBox(
  frontend: FrontendNode,
  traffic: TrafficGraph,
  width: number,
  { revealOf }: Drawing,
): DraftBox {
  const differs = onlyOn(frontend.on, traffic.machines);
  return {
    ...box(frontend.id, frontend.kind, width, frontend.name, frontendSecond(frontend, traffic)),
    roles: [frontend.active ? 'active' : frontend.local ? 'local' : 'standby', ...differing(differs)],
    label: sentence([
      `${frontend.kind} ${frontend.name}`,
      frontendLine(frontend),
      frontend.active ? 'serves clients now' : frontend.local ? 'reachable on the machine itself only' : '',
      differs,
    ]),
    ...revealOf(frontend.site),
  };
}

export function backendBox(
  backend: BackendNode,
  traffic: TrafficGraph,
  width: number,
  { revealOf }: Drawing,
): DraftBox {
  const differs = onlyOn(backend.on, traffic.machines);
  return {
    ...box(backend.id, 'backend', width, backend.name, backendSecond(backend, traffic)),
    roles: [backend.active ? 'active' : 'standby', ...differing(differs)],
    label: sentence([`backend ${backend.name}`, backendLine(backend), differs]),
    ...revealOf(backend.site),
  };
}

export function serverBox(
  server: ServerNode,
  owner: BackendNode | FrontendNode,
  width: number,
  { revealOf }: Drawing,
): DraftBox {
  const differs = onlyOn(server.on, owner.on) || (server.addresses.length > 1 ? 'address differs' : '');
  const mark = server.checked ? 'check' : '';
  const drawn = box(server.id, 'server', width, server.name, differs || serverSecond(server));
  return {
    ...drawn,
    texts: [...drawn.texts, ...(mark ? [write(mark, 'muted', width - pad, 20, 'end')] : [])],
    roles: [owner.active ? 'active' : 'standby', ...differing(differs)],
    label: sentence([
      `server ${server.name}`,
      server.addresses.join(' or '),
      server.checked ? 'checked' : 'not checked',
      server.backup ? 'backup server' : '',
      differs,
    ]),
    ...revealOf(server.site),
  };
}

/** Many servers in one box: a count reads better than a wall of equal boxes. */
export function serverStack(owner: BackendNode | FrontendNode, width: number): DraftBox {
  const { servers } = owner;
  const names = `${servers[0]?.name ?? ''} … ${servers.at(-1)?.name ?? ''}`;
  return {
    ...box(serverFold(owner), 'servers', width, `▾ ${counted(servers.length, 'server')}`, names),
    roles: [owner.active ? 'active' : 'standby'],
    label: sentence([`${counted(servers.length, 'server')} of ${owner.name}`, names, checkedText(servers)]),
    fold: { id: serverFold(owner), open: false },
    names: servers.flatMap((server) => [server.name, ...server.addresses]),
  };
}

/** All backends that a frontend is the first to use, in one box. */
export function backendStack(fold: string, backends: readonly BackendNode[], width: number): DraftBox {
  const servers = backends.flatMap((backend) => backend.servers);
  const what = `${counted(servers.length, 'server')}, ${checkedText(servers)}`;
  const names = `${backends[0]?.name ?? ''} … ${backends.at(-1)?.name ?? ''}`;
  return {
    ...box(fold, 'backends', width, `▾ ${counted(backends.length, 'backend')}`, what),
    roles: [backends.some((backend) => backend.active) ? 'active' : 'standby'],
    label: sentence([counted(backends.length, 'backend'), names, what]),
    fold: { id: fold, open: false },
    names: backends.flatMap((backend) => [
      backend.name,
      ...backend.servers.flatMap((server) => [server.name, ...server.addresses]),
    ]),
  };
}

export function serverFold(owner: BackendNode | FrontendNode): string {
  return elementId.servers(owner.id);
}

/** The end of a list that was opened. */
export function foldEnd(fold: string, text: string, width: number): DraftBox {
  return {
    id: elementId.fold(fold),
    kind: 'fold',
    roles: [],
    width,
    height: 24,
    texts: [write(elide(`▴ fold ${text}`, 'muted', width - 8), 'muted', width / 2, 16, 'middle')],
    label: `fold ${text}`,
    fold: { id: fold, open: true },
  };
}

function frontendSecond(frontend: FrontendNode, traffic: TrafficGraph): string {
  return (
    onlyOn(frontend.on, traffic.machines) ||
    (frontend.local ? `${frontendLine(frontend)} · local` : frontendLine(frontend))
  );
}

function backendSecond(backend: BackendNode, traffic: TrafficGraph): string {
  return onlyOn(backend.on, traffic.machines) || backendLine(backend);
}

function serverSecond(server: ServerNode): string {
  return `${server.addresses[0] ?? ''}${server.backup ? ' · backup' : ''}`;
}

function differing(text: string): Role[] {
  return text === '' ? [] : ['differs'];
}

function sentence(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

function box(
  id: string,
  kind: DraftBox['kind'],
  width: number,
  name: string,
  second: string,
): Omit<DraftBox, 'label' | 'roles'> {
  const room = width - 2 * pad;
  return {
    id,
    kind,
    width,
    height: trafficBoxHeight,
    texts: [
      write(elide(name, 'strong', room - (kind === 'server' ? 46 : 0)), 'strong', pad, 20),
      write(elide(second, 'muted', room), 'muted', pad, 37),
    ],
  };
}
