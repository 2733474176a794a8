import { haproxyFiles } from '../languages/haproxy/config.ts';
import { keepalivedFiles } from '../languages/keepalived/config.ts';
import { filesOf } from './cluster.ts';
import { differingPiece, nodeEvidence, proxyEvidence } from './evidence.ts';
import { type Machine, nameOf } from './machine.ts';
import {
  type Compare,
  type Component,
  componentOf,
  type Level,
  levelsOf,
  type Memories,
  memoriesOf,
  namesakesIn,
  reasonOf,
  window,
} from './pairing-memory.ts';

/** What was found, and what makes the next time cheap. */
export interface Pairing {
  readonly components: readonly Component[];
  readonly memories: Memories;
}

/**
 * Joins machines whose paths differ in one segment and whose contents say that they belong together: siblings first
 * (`site1/lb1` with `site1/lb2`), then machines that differ in a folder above. With what the last time has found out,
 * only machines that are new, and those near to them by name, are compared.
 */
export function pair(machines: readonly Machine[], before: Memories = []): Pairing {
  const levels = levelsOf(
    machines.reduce((most, { key }) => Math.max(most, key.length), 0),
    before,
  );
  const found: Component[] = [];
  const kinds = [
    { members: machines.filter((machine) => filesOf(machine, keepalivedFiles).length > 0), evidence: nodeEvidence },
    {
      members: machines.filter(
        (machine) => filesOf(machine, keepalivedFiles).length === 0 && filesOf(machine, haproxyFiles).length > 0,
      ),
      evidence: proxyEvidence,
    },
  ];
  for (const { members, evidence } of kinds) {
    const depth = members.reduce((most, { key }) => Math.max(most, key.length), 0);
    let free = members;
    for (const level of levels.slice(0, depth)) {
      const joined = new Set<string>();
      for (const [pattern, bucket] of bucketsAt(free, level.fromRight)) {
        for (const component of components(pattern, bucket, evidence, level)) {
          found.push(component);
          for (const key of component.keys) joined.add(key);
        }
      }
      free = free.filter((machine) => !joined.has(machine.text));
    }
  }
  return { components: found, memories: memoriesOf(levels) };
}

/** Machines whose keys are equal but for one segment. */
function bucketsAt(machines: readonly Machine[], fromRight: number): (readonly [string, Machine[]])[] {
  const buckets = new Map<string, Machine[]>();
  for (const machine of machines) {
    const position = machine.key.length - fromRight;
    if (position < 0) continue;
    const pattern = machine.key.with(position, '*').join('/');
    const bucket = buckets.get(pattern);
    if (bucket) bucket.push(machine);
    else buckets.set(pattern, [machine]);
  }
  return [...buckets].filter(([, bucket]) => bucket.length > 1);
}

interface Member {
  readonly machine: Machine;
  readonly name: string;
  /** The members that it is joined with, itself among them: one list for all of them. */
  group: Member[];
}

function components(pattern: string, bucket: readonly Machine[], evidence: Compare, level: Level): Component[] {
  const members = bucket.map((machine): Member => {
    const member: Member = { machine, name: nameOf(machine.key, level.fromRight), group: [] };
    member.group = [member];
    return member;
  });
  joinByAddress(members);
  joinByName(members, pattern, evidence, level);
  const inOrder = new Map<Member[], Member[]>();
  for (const member of members) {
    const known = inOrder.get(member.group);
    if (known) known.push(member);
    else inOrder.set(member.group, [member]);
  }
  return [...inOrder.values()]
    .filter((order) => order.length > 1)
    .map((order) => {
      const machines = order.map(({ machine }) => machine);
      return componentOf(machines, level, () => reasons(machines, evidence, level));
    });
}

/** A shared virtual address or a unicast peer joins whatever the names say. */
function joinByAddress(members: readonly Member[]): void {
  const byVip = new Map<string, Member>();
  const bySource = new Map<string, Member>();
  for (const member of members) {
    for (const source of member.machine.profile.sources) if (!bySource.has(source)) bySource.set(source, member);
    for (const vip of member.machine.profile.vips) {
      const known = byVip.get(vip);
      if (known) merge(known, member);
      else byVip.set(vip, member);
    }
  }
  for (const member of members) {
    for (const peer of member.machine.profile.peers) {
      const known = bySource.get(peer);
      if (known && known !== member) merge(known, member);
    }
  }
}

/** What is still alone joins its best namesake; a group only where the name differs as its members' names do. */
function joinByName(members: readonly Member[], pattern: string, evidence: Compare, level: Level): void {
  const sorted = [...members].sort((a, b) => (a.name < b.name ? -1 : 1));
  const namesakesAt = namesakesIn(
    pattern,
    sorted.map(({ machine }) => machine),
    evidence,
    level,
  );
  const memberOf = new Map(members.map((member) => [member.machine, member]));
  sorted.forEach((member, index) => {
    if (member.group.length > 1) return;
    let best: { other: Member; common: number } | undefined;
    for (const { machine, piece, common } of namesakesAt(index)) {
      const other = memberOf.get(machine);
      if (!other || (best && common <= best.common) || !fits(piece, other)) continue;
      best = { other, common };
    }
    if (best) merge(best.other, member);
  });
}

/** Whether a name that differs from a member's in that piece does so as the names of its group do. */
function fits(piece: number, { name, group, machine }: Member): boolean {
  const companion = group.find((candidate) => candidate.machine !== machine);
  const usual = companion && differingPiece(name, companion.name);
  return usual === undefined || usual === piece;
}

const largeGroup = 64;

function merge(a: Member, b: Member): void {
  if (a.group === b.group) return;
  // Who is in a group for long must not be moved with every new member.
  const [into, from] = b.group.length > a.group.length && b.group.length > largeGroup ? [b, a] : [a, b];
  const group = into.group;
  for (const member of from.group) {
    group.push(member);
    member.group = group;
  }
}

/** Each machine's reasons to be with the first one that it has any with. */
function reasons(machines: readonly Machine[], evidence: Compare, level: Level): readonly string[] {
  const why = new Set<string>();
  machines.forEach((machine, index) => {
    // Of very many, those at the start and right before it are asked.
    const asked =
      index <= 2 * window
        ? machines.slice(0, index)
        : [...machines.slice(0, window), ...machines.slice(index - window, index)];
    for (const reason of reasonOf(machine, asked, evidence, level)) why.add(reason);
  });
  return [...why];
}
