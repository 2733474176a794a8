import { listed } from '../base/listed.ts';
import type { DiagramText } from './diagram.ts';
import type { BackendNode, FrontendNode, MachineNode, MemberNode, ServerNode, VipNode } from './graph.ts';
import { afterGap, counted, inGap } from './words.ts';

/** What the boxes say, in few words, and what their labels say in whole sentences. */

type Line = [string, DiagramText['style']];

/** Lines for the addresses: three at most, then a count. */
export function groupVipsText(vip: VipNode): string[] {
  const { addresses } = vip;
  if (addresses.length <= 3) return [...addresses];
  return [...addresses.slice(0, 2), `and ${addresses.length - 2} more`];
}

/** Who has the address now. What is wrong is in capitals: it has to be seen without colours. */
export function vipState(vip: VipNode): Line[] {
  const doubt: Line[] = [
    ...(vip.unserved && vip.verdict !== 'not-served' ? [['! no frontend listens on it', 'normal'] as Line] : []),
    ...(vip.certain ? [] : [['? not certain', 'normal'] as Line]),
  ];
  switch (vip.verdict) {
    case 'no-holder':
      return [['✕ NO HOLDER', 'alarm'], ...doubt];
    case 'several-holders':
      return [[`✕ ${vip.holders.length} HOLDERS: ${listed(vip.holders)}`, 'alarm'], ...doubt];
    case 'unhealthy-holder':
      return [[`✕ ON ${vip.holders[0]}, HAPROXY DOWN`, 'alarm'], ...doubt];
    case 'not-served':
      return [[`∅ ON ${vip.holders[0]}, NOTHING LISTENS`, 'alarm'], ...doubt];
    case 'ok':
      return [
        [
          vip.movedFrom && vip.gapMs
            ? `✓ ${vip.movedFrom} → ${vip.holders[0]}${afterGap(vip.gapMs)}`
            : `✓ on ${vip.holders[0]}`,
          'strong',
        ],
        ...doubt,
      ];
  }
}

export function vipLabel(vip: VipNode): string {
  const what = `Virtual IP ${listed(vip.addresses)} of ${vip.group}`;
  const outcome = {
    'no-holder': 'no machine holds it',
    'several-holders': `${listed(vip.holders)} hold it at the same time`,
    'unhealthy-holder': `${vip.holders[0]} holds it, but HAProxy is down there`,
    'not-served': `${vip.holders[0]} holds it, and nothing answers on it`,
    ok: `${vip.holders[0]} holds it`,
  }[vip.verdict];
  const moved = vip.movedFrom ? `, moved from ${vip.movedFrom}${vip.gapMs ? afterGap(vip.gapMs) : ''}` : '';
  const why = vip.why === '' ? '' : `. ${vip.why}${vip.certain ? '' : ' (not certain)'}`;
  return `${what}: ${outcome}${moved}${why}${vip.unserved && vip.verdict !== 'not-served' ? '. No frontend listens on it' : ''}`;
}

/** What an instance is doing, beyond its state. */
export function memberDoing(member: MemberNode): string {
  if (member.trouble.length > 0) return member.trouble.join(', ');
  if (member.holds.length > 0)
    return `has ${member.holds.length === 1 ? member.holds[0] : `${member.holds.length} addresses`}`;
  if (member.takesOver) return `takes over${inGap(member.takesOver.afterMs)}`;
  return member.status.role === 'standby' ? 'stands by' : '';
}

/** Whether it takes part where a node is chosen. */
export function votes({ status: { role } }: MemberNode): boolean {
  return role === 'active' || role === 'standby';
}

export function memberLabel(machine: MachineNode, member: MemberNode): string {
  const priority = votes(member) ? [`effective priority ${member.arithmetic}`] : [];
  const when = member.takesOver
    ? [`takes over${afterGap(member.takesOver.afterMs)} if ${member.takesOver.from} loses power`]
    : [];
  const holds = member.holds.length > 0 ? [`has ${listed(member.holds)}`] : [];
  return `${member.instance} on ${machine.name}: ${[member.status.word, ...priority, ...holds, ...when, ...member.trouble].join(', ')}`;
}

/** "all 2 checked", "no checks", "1 of 2 checked". */
export function checkedText(servers: readonly ServerNode[]): string {
  const checked = servers.filter((server) => server.checked).length;
  if (checked === 0) return 'no checks';
  return checked === servers.length ? 'all checked' : `${checked} checked`;
}

export function backendLine(backend: BackendNode): string {
  return backend.servers.length === 0
    ? 'no servers'
    : `${counted(backend.servers.length, 'server')}, ${checkedText(backend.servers)}`;
}

export function frontendLine(frontend: FrontendNode): string {
  return frontend.binds.length === 0 ? 'no bind' : frontend.binds.join(', ');
}

/** "only on lb1", for what not all machines have. */
export function onlyOn(on: readonly string[], machines: readonly string[]): string {
  return on.length === machines.length ? '' : `only on ${listed(on)}`;
}
