import { groupVipsText, memberDoing, memberLabel, vipLabel, vipState } from './captions.ts';
import type { DiagramText, Reveal, Role } from './diagram.ts';
import { type DraftBox, write } from './draft-box.ts';
import type { MachineNode, MemberNode, Topology, VipNode } from './graph.ts';
import { elide, textWidth } from './text-size.ts';

type RevealOf = (site: VipNode['site']) => { readonly reveal?: Reveal };

const pad = 14;
const lineHeight = 18;
const memberHeight = 76;
const haproxyHeight = 30;
const machineHeader = 40;

/** One box for each virtual IP (or those of a group that share their fate): address, group, who has it. */
export function vipBox(vip: VipNode, revealOf: RevealOf): DraftBox {
  const lines = [
    ...groupVipsText(vip).map((text): [string, DiagramText['style']] => [text, 'title']),
    [vipGroupLine(vip), 'muted'] as [string, DiagramText['style']],
    ...vipState(vip),
  ];
  const width = Math.min(
    420,
    Math.max(240, 2 * pad + Math.max(...lines.map(([text, style]) => textWidth(text, style)))),
  );
  const texts = lines.map(([text, style], index) =>
    write(elide(text, style, width - 2 * pad), style, width / 2, pad + 12 + index * lineHeight, 'middle'),
  );
  const roles: Role[] = [
    vip.verdict === 'ok' ? 'active' : 'danger',
    ...(vip.certain && !vip.unserved ? [] : ['uncertain' as const]),
  ];
  return {
    id: vip.id,
    kind: 'vip',
    roles,
    width,
    height: 2 * pad + lines.length * lineHeight - 4,
    texts,
    label: vipLabel(vip),
    ...revealOf(vip.site),
  };
}

function vipGroupLine(vip: VipNode): string {
  const ids = vip.virtualRouterIds.join(' and ');
  return ids === '' ? vip.group : `${vip.group} · virtual router ${ids}`;
}

/** A machine's frame with the boxes in it; `offset` counts from the frame's upper left corner. */
export interface MachineBoxes {
  readonly frame: DraftBox;
  readonly parts: readonly { readonly box: DraftBox; readonly offset: { readonly x: number; readonly y: number } }[];
}

/** All machines, equally wide and equally high. */
export function machineBoxes(topology: Topology, revealOf: RevealOf): MachineBoxes[] {
  const several = topology.machines.some((machine) => machine.members.length > 1);
  const inner = Math.min(
    340,
    Math.max(232, ...topology.machines.flatMap((machine) => machine.members.map((each) => memberWidth(each, several)))),
  );
  const rows = Math.max(1, ...topology.machines.map((machine) => machine.members.length));
  const height = machineHeader + rows * (memberHeight + 8) + haproxyHeight + 8;
  return topology.machines.map((machine): MachineBoxes => {
    const width = inner + 20;
    const roles = machineRoles(machine, topology.vips);
    const haproxy = haproxyBox(machine, inner, revealOf);
    const members = machine.members.map((member, index) => ({
      box: memberBox(machine, member, several, inner, revealOf),
      offset: { x: 10, y: machineHeader + index * (memberHeight + 8) },
    }));
    return {
      frame: {
        id: machine.id,
        kind: 'machine',
        roles,
        width,
        height,
        texts: [
          write(elide(machine.name, 'title', width - 110), 'title', pad, 26),
          ...(machine.trouble === '' ? [] : [write(machine.trouble, 'alarm', width - pad, 26, 'end')]),
        ],
        label: [`Machine ${machine.name}`, machine.trouble].filter(Boolean).join(': '),
        ...revealOf(machine.site),
      },
      parts: [...members, { box: haproxy, offset: { x: 10, y: machineHeader + rows * (memberHeight + 8) } }],
    };
  });
}

function memberWidth(member: MemberNode, several: boolean): number {
  const first =
    130 + textWidth(`priority ${member.priority}`, 'strong') + (several ? textWidth(member.instance, 'normal') : 0);
  return 2 * pad + Math.max(first, textWidth(member.arithmetic, 'muted'), textWidth(memberDoing(member), 'normal'));
}

function memberBox(
  machine: MachineNode,
  member: MemberNode,
  several: boolean,
  width: number,
  revealOf: RevealOf,
): DraftBox {
  const wordWidth = textWidth(member.state, 'word') + 18;
  const votes = member.state === 'MASTER' || member.state === 'BACKUP';
  const election = votes ? electionLine(member) : 'takes no part in the election';
  const off = member.state === 'OFF' || member.state === 'STOPPED';
  const word: DiagramText = {
    ...write(member.state, 'word', pad + wordWidth / 2, 24, 'middle'),
    pill: { x: pad, y: 10, width: wordWidth, height: 20 },
  };
  const room = width - 2 * pad;
  return {
    id: member.id,
    kind: 'member',
    roles: [off ? 'off' : memberRole(member), ...(member.danger ? (['danger'] as const) : [])],
    width,
    height: memberHeight,
    texts: [
      word,
      ...(several
        ? [write(elide(member.instance, 'normal', room - wordWidth - 100), 'normal', pad + wordWidth + 10, 24)]
        : []),
      ...(votes ? [write(`priority ${member.priority}`, 'strong', width - pad, 24, 'end')] : []),
      write(elide(election, 'muted', room), 'muted', pad, 47),
      write(elide(memberDoing(member), 'normal', room), 'normal', pad, 65),
    ].filter(({ text }) => text !== ''),
    label: memberLabel(machine, member),
    ...revealOf(member.site),
  };
}

function electionLine(member: MemberNode): string {
  return member.arithmetic === String(member.priority) ? 'as configured, no check adds to it' : member.arithmetic;
}

function memberRole(member: MemberNode): Role {
  if (member.state === 'MASTER') return 'master';
  return member.state === 'BACKUP' ? 'backup' : 'fault';
}

function machineRoles(machine: MachineNode, vips: readonly VipNode[]): Role[] {
  const held = vips.filter((vip) => vip.holders.includes(machine.name));
  if (held.some((vip) => vip.verdict !== 'ok')) return ['danger'];
  if (held.length > 0) return ['master'];
  if (machine.members.every((member) => member.state === 'OFF' || member.state === 'STOPPED')) return ['off'];
  return [machine.members.some((member) => member.state === 'FAULT') ? 'fault' : 'backup'];
}

function haproxyBox(machine: MachineNode, width: number, revealOf: RevealOf): DraftBox {
  const { haproxy } = machine;
  const off = machine.members.some((member) => member.state === 'OFF');
  const text = !haproxy
    ? 'no haproxy.cfg found'
    : haproxy.running
      ? '✓ HAProxy runs'
      : off
        ? '✕ HAProxy off'
        : '✕ HAProxy is down';
  const bad = haproxy !== undefined && !haproxy.running && !off;
  return {
    id: haproxy?.id ?? `haproxy:${machine.name}`,
    kind: 'haproxy',
    roles: haproxy?.running ? ['active'] : [bad ? 'danger' : 'off'],
    width,
    height: haproxyHeight,
    texts: [write(text, bad ? 'alarm' : haproxy?.running ? 'normal' : 'muted', pad, 20)],
    label: `${machine.name}: ${text.replace(/^[✓✕] /, '')}`,
    ...revealOf(haproxy?.site),
  };
}
