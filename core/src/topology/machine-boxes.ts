import type { Emphasis, Role } from './diagram.ts';
import { type DraftBox, type Drawing, write } from './draft-box.ts';
import { elementId } from './element-ids.ts';
import { type FoldedTopology, groupFold } from './fold.ts';
import type { MachineNode, MemberNode, PartNode, VipNode } from './graph.ts';
import { type MemberSize, memberBox, memberHeight, memberStack, memberWidth } from './member-boxes.ts';
import { elide, textWidth } from './text-size.ts';

const pad = 14;
const header = 40;
const rowGap = 8;
const haproxyHeight = 28;
const partHeight = 26;
const partGap = 6;
/** A machine with more instances than this shows each in one line. */
const fullMembers = 3;

/** A machine's frame with the boxes in it; `offset` counts from the frame's upper left corner. */
export interface MachineBoxes {
  readonly frame: DraftBox;
  readonly parts: readonly { readonly box: DraftBox; readonly offset: { readonly x: number; readonly y: number } }[];
}

/** All machines, equally wide and equally high. With the emphasis on traffic they are short. */
export function machineBoxes(topology: FoldedTopology, emphasis: Emphasis, drawing: Drawing): MachineBoxes[] {
  const { machines, folded } = topology;
  const shown = new Map(
    machines.map((machine) => [machine.id, machine.members.filter(({ group }) => !folded.has(group))]),
  );
  const most = Math.max(0, ...[...shown.values()].map((members) => members.length));
  const size: MemberSize = {
    several: machines.some((machine) => machine.members.length > 1),
    compact: most > fullMembers || emphasis === 'traffic',
  };
  const widths = machines.flatMap((machine) => (shown.get(machine.id) ?? []).map((each) => memberWidth(each, size)));
  const stacked = folded.size > 0 || (topology.foldable && emphasis === 'failover');
  const inner = Math.min(340, Math.max(stacked ? 290 : 240, ...widths));
  const rows = machines.map((machine) => partRows(emphasis === 'traffic' ? [] : machine.parts, inner));
  const memberRoom =
    Math.max(stacked ? 0 : 1, most) * (memberHeight(size) + rowGap) + (stacked ? haproxyHeight + rowGap : 0);
  const partRoom = Math.max(0, ...rows.map((row) => row.length)) * (partHeight + partGap);
  const height = header + memberRoom + haproxyHeight + partRoom + 10;

  return machines.map((machine, index): MachineBoxes => {
    const members = shown.get(machine.id) ?? [];
    const hidden = machine.members.filter((member) => !members.includes(member));
    const column = [
      ...members.map((member) => memberBox(machine, member, size, inner, drawing)),
      ...(hidden.length > 0 ? [memberStack(machine, hidden, inner)] : []),
      ...(hidden.length === 0 && stacked ? [foldBox(elementId.fold(machine.name), inner, 'fold the groups')] : []),
    ];
    let y = header;
    const placed = column.map((box) => {
      const offset = { x: 10, y };
      y += box.height + rowGap;
      return { box, offset };
    });
    const below = header + memberRoom;
    const chips = (rows[index] ?? []).flatMap((row, line) =>
      row.map(({ part, x, width }) => ({
        box: partBox(machine, part, width, drawing),
        offset: { x: 10 + x, y: below + haproxyHeight + partGap + line * (partHeight + partGap) },
      })),
    );
    return {
      frame: frameBox(topology, machine, inner + 20, height, drawing),
      parts: [...placed, { box: haproxyBox(machine, inner, drawing), offset: { x: 10, y: below } }, ...chips],
    };
  });
}

function frameBox(
  topology: FoldedTopology,
  machine: MachineNode,
  width: number,
  height: number,
  { revealOf, isBroken }: Drawing,
): DraftBox {
  const node = machine.name;
  const faults = [machine.fault, { kind: 'stop', node }, { kind: 'kill', node }, { kind: 'cut', node }] as const;
  return {
    id: machine.id,
    kind: 'machine',
    roles: [...machineRoles(machine, topology.vips), ...(isBroken(machine.fault) ? (['broken'] as const) : [])],
    width,
    height,
    texts: [
      write(elide(machine.name, 'title', width - 130), 'title', pad, 26),
      ...(machine.trouble === '' ? [] : [write(machine.trouble, 'alarm', width - pad, 26, 'end')]),
    ],
    label: [`Machine ${machine.name}`, machine.trouble].filter(Boolean).join(': '),
    faults,
    ...revealOf(machine.site),
  };
}

function machineRoles(machine: MachineNode, vips: readonly VipNode[]): Role[] {
  const held = vips.filter((vip) => vip.holders.includes(machine.name));
  if (held.some((vip) => vip.verdict !== 'ok')) return ['danger'];
  if (held.length > 0) return ['master'];
  if (machine.members.every(isOff)) return ['off'];
  return [machine.members.some((member) => member.status.role === 'failed') ? 'fault' : 'backup'];
}

const isOff = ({ status: { role } }: MemberNode): boolean => role === 'off' || role === 'stopped';

function haproxyBox(machine: MachineNode, width: number, { revealOf, isBroken }: Drawing): DraftBox {
  const { haproxy } = machine;
  const off = machine.members.some(({ status }) => status.role === 'off');
  const text = !haproxy
    ? 'no haproxy.cfg found'
    : haproxy.running
      ? '✓ HAProxy runs'
      : off
        ? '✕ HAProxy off'
        : '✕ HAProxy is down';
  const bad = haproxy !== undefined && !haproxy.running && !off;
  return {
    id: haproxy?.id ?? elementId.haproxy(machine.name),
    kind: 'haproxy',
    roles: [
      haproxy?.running ? 'active' : bad ? 'danger' : 'off',
      ...(haproxy && isBroken(haproxy.fault) ? (['broken'] as const) : []),
    ],
    width,
    height: haproxyHeight,
    texts: [write(text, bad ? 'alarm' : haproxy?.running ? 'normal' : 'muted', pad, 19)],
    label: `${machine.name}: ${text.replace(/^[\u2713\u2715] /, '')}`,
    ...(haproxy && { faults: [haproxy.fault] as const }),
    ...revealOf(haproxy?.site),
  };
}

interface PlacedPart {
  readonly part: PartNode;
  readonly x: number;
  readonly width: number;
}

/** Side by side, and on a further line where they do not fit: the same whether they work or not. */
function partRows(parts: readonly PartNode[], inner: number): PlacedPart[][] {
  const rows: PlacedPart[][] = [];
  let x = Number.POSITIVE_INFINITY;
  for (const part of parts) {
    const width = Math.min(inner, textWidth(partText(part), 'alarm') + 16);
    if (x + width > inner) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ part, x, width });
    x += width + partGap;
  }
  return rows;
}

const partText = ({ up, name }: PartNode): string => `${up ? '✓' : '✕'} ${name}`;

function partBox(machine: MachineNode, part: PartNode, width: number, { revealOf, isBroken }: Drawing): DraftBox {
  const kinds = { power: '', manager: '', network: '', check: 'check ', interface: 'interface ' };
  const style = part.up ? 'normal' : 'alarm';
  return {
    id: part.id,
    kind: 'part',
    roles: [...(part.up ? [] : (['down'] as const)), ...(isBroken(part.fault) ? (['broken'] as const) : [])],
    width,
    height: partHeight,
    texts: [write(elide(partText(part), style, width - 12), style, width / 2, 17, 'middle')],
    label: `${kinds[part.kind]}${part.name} of ${machine.name}: ${part.up ? 'works' : 'down'}`,
    faults: [part.fault],
    ...revealOf(part.site),
  };
}

function foldBox(id: string, width: number, text: string): DraftBox {
  return {
    id,
    kind: 'fold',
    roles: [],
    width,
    height: haproxyHeight,
    texts: [write(`▴ ${text}`, 'muted', width / 2, 19, 'middle')],
    label: text,
    fold: { id: groupFold, open: true },
  };
}
