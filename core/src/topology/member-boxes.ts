import { memberDoing, memberLabel, votes } from './captions.ts';
import type { DiagramText, Role } from './diagram.ts';
import { type DraftBox, type Drawing, write } from './draft-box.ts';
import { elementId } from './element-ids.ts';
import { groupFold } from './fold.ts';
import type { MachineNode, MemberNode } from './graph.ts';
import { elide, textWidth } from './text-size.ts';
import { counted } from './words.ts';

const pad = 14;

/** How much of an instance is written in its box. */
export interface MemberSize {
  /** Machines have several instances, so each needs its name. */
  readonly several: boolean;
  /** One line, without the arithmetic. */
  readonly compact: boolean;
}

export function memberHeight({ compact }: MemberSize): number {
  return compact ? 36 : 76;
}

/** Room for all that an instance may have to say; what does not fit is cut. */
export function memberWidth(member: MemberNode, { several, compact }: MemberSize): number {
  const first =
    130 + textWidth(`priority ${member.priority}`, 'strong') + (several ? textWidth(member.instance, 'normal') : 0);
  if (compact) return 2 * pad + first;
  return 2 * pad + Math.max(first, textWidth(member.arithmetic, 'muted'), textWidth(memberDoing(member), 'normal'));
}

/** One machine's instance of a virtual router: its state, its priority and where that comes from. */
export function memberBox(
  machine: MachineNode,
  member: MemberNode,
  size: MemberSize,
  width: number,
  { revealOf }: Drawing,
): DraftBox {
  const election = votes(member) ? electionLine(member) : 'takes no part in the election';
  const wordWidth = textWidth(member.status.word, 'word') + 18;
  const room = width - 2 * pad;
  const middle = size.compact ? 23 : 24;
  return {
    id: member.id,
    kind: 'member',
    roles: [isOff(member) ? 'off' : memberRole(member), ...(member.danger ? (['danger'] as const) : [])],
    width,
    height: memberHeight(size),
    texts: [
      stateWord(member.status.word, wordWidth, middle),
      ...(size.several
        ? [write(elide(member.instance, 'normal', room - wordWidth - 100), 'normal', pad + wordWidth + 10, middle)]
        : []),
      ...(votes(member) ? [write(`priority ${member.priority}`, 'strong', width - pad, middle, 'end')] : []),
      ...(size.compact
        ? []
        : [
            write(elide(election, 'muted', room), 'muted', pad, 47),
            write(elide(memberDoing(member), 'normal', room), 'normal', pad, 65),
          ]),
    ].filter(({ text }) => text !== ''),
    label: memberLabel(machine, member),
    names: member.holds,
    ...revealOf(member.site),
  };
}

/** Instances of groups of which there is nothing to say, as a count of their states. */
export function memberStack(machine: MachineNode, members: readonly MemberNode[], width: number): DraftBox {
  const words = [...new Set(members.map(({ status }) => status.word))];
  const counts = words.map((word) => `${members.filter(({ status }) => status.word === word).length} ${word}`);
  const isActive = members.some(({ status }) => status.role === 'active');
  return {
    id: elementId.members(machine.name),
    kind: 'members',
    roles: [isActive ? 'master' : 'backup'],
    width,
    height: 28,
    texts: [
      write(`▾ ${counted(members.length, 'group')}`, 'strong', pad, 19),
      write(elide(counts.join(', '), 'muted', width - 2 * pad - 110), 'muted', width - pad, 19, 'end'),
    ],
    label: `${counted(members.length, 'group')} on ${machine.name}: ${counts.join(', ')}`,
    fold: { id: groupFold, open: false },
    names: members.map((member) => member.instance),
  };
}

function stateWord(state: string, width: number, middle: number): DiagramText {
  return {
    ...write(state, 'word', pad + width / 2, middle, 'middle'),
    pill: { x: pad, y: middle - 14, width, height: 20 },
  };
}

function electionLine(member: MemberNode): string {
  return member.arithmetic === String(member.priority) ? 'as configured, no check adds to it' : member.arithmetic;
}

const isOff = ({ status: { role } }: MemberNode): boolean => role === 'off' || role === 'stopped';

function memberRole({ status: { role } }: MemberNode): Role {
  if (role === 'active') return 'master';
  return role === 'standby' ? 'backup' : 'fault';
}
