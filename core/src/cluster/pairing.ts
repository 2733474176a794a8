import {
  alikeNames,
  differingPiece,
  type Evidence,
  nodeEvidence,
  nodeThreshold,
  proxyEvidence,
  type Suspect,
} from './evidence.ts';
import { type Machine, nameOf } from './machine.ts';

/** Machines that form one cluster, by their keys. */
export interface Component {
  readonly keys: readonly string[];
  readonly why: readonly string[];
  /** Their keys differ in this segment, counted from the right, from 1. */
  readonly fromRight: number;
}

/** Names are compared with this many neighbours in their order, so that a folder of thousands of machines stays cheap. */
const window = 24;

/**
 * Joins machines whose paths differ in one segment and whose contents say that they belong together: siblings first
 * (`site1/lb1` with `site1/lb2`), then machines that differ in a folder above.
 */
export function pair(machines: readonly Machine[]): readonly Component[] {
  const found: Component[] = [];
  const kinds = [
    { members: machines.filter((machine) => machine.keepalived.length > 0), evidence: nodeEvidence },
    {
      members: machines.filter(({ keepalived, haproxy }) => keepalived.length === 0 && haproxy.length > 0),
      evidence: proxyEvidence,
    },
  ];
  for (const { members, evidence } of kinds) {
    const depth = Math.max(0, ...members.map((machine) => machine.key.length));
    let free = members;
    for (let fromRight = 1; fromRight <= depth; fromRight++) {
      const joined = new Set<string>();
      for (const bucket of bucketsAt(free, fromRight)) {
        for (const component of components(bucket, fromRight, evidence)) {
          found.push(component);
          for (const key of component.keys) joined.add(key);
        }
      }
      free = free.filter((machine) => !joined.has(machine.text));
    }
  }
  return found;
}

/** Machines whose keys are equal but for one segment. */
function bucketsAt(machines: readonly Machine[], fromRight: number): Machine[][] {
  const buckets = new Map<string, Machine[]>();
  for (const machine of machines) {
    const position = machine.key.length - fromRight;
    if (position < 0) continue;
    const pattern = machine.key.map((segment, index) => (index === position ? '*' : segment)).join('/');
    const bucket = buckets.get(pattern);
    if (bucket) bucket.push(machine);
    else buckets.set(pattern, [machine]);
  }
  return [...buckets.values()].filter((bucket) => bucket.length > 1);
}

interface Member extends Suspect {
  readonly text: string;
  /** The members that it is joined with, itself among them: one list for all of them. */
  group: Member[];
}

type Compare = (a: Suspect, b: Suspect) => Evidence;

function components(bucket: readonly Machine[], fromRight: number, evidence: Compare): Component[] {
  const members = bucket.map((machine): Member => {
    const member: Member = {
      name: nameOf(machine.key, fromRight),
      profile: machine.profile,
      text: machine.text,
      group: [],
    };
    member.group = [member];
    return member;
  });
  joinByAddress(members);
  joinByName(members, evidence);
  const inOrder = new Map<Member[], Member[]>();
  for (const member of members) {
    const known = inOrder.get(member.group);
    if (known) known.push(member);
    else inOrder.set(member.group, [member]);
  }
  return [...inOrder.values()]
    .filter((order) => order.length > 1)
    .map((order) => ({ keys: order.map((member) => member.text), why: reasons(order, evidence), fromRight }));
}

/** A shared virtual address or a unicast peer joins whatever the names say. */
function joinByAddress(members: readonly Member[]): void {
  const byVip = new Map<string, Member>();
  const bySource = new Map<string, Member>();
  for (const member of members) {
    for (const source of member.profile.sources) if (!bySource.has(source)) bySource.set(source, member);
    for (const vip of member.profile.vips) {
      const known = byVip.get(vip);
      if (known) merge(known, member);
      else byVip.set(vip, member);
    }
  }
  for (const member of members) {
    for (const peer of member.profile.peers) {
      const known = bySource.get(peer);
      if (known && known !== member) merge(known, member);
    }
  }
}

/** What is still alone joins its best namesake; a group only where the name differs as its members' names do. */
function joinByName(members: readonly Member[], evidence: Compare): void {
  const sorted = [...members].sort((a, b) => (a.name < b.name ? -1 : 1));
  sorted.forEach((member, index) => {
    if (member.group.length > 1) return;
    const near = sorted.slice(Math.max(0, index - window), index + window + 1);
    let best: { other: Member; common: number } | undefined;
    for (const other of near) {
      if (other === member || !fits(member, other) || evidence(member, other).score < nodeThreshold) continue;
      const common = commonStart(member.name, other.name);
      if (!best || common > best.common) best = { other, common };
    }
    if (best) merge(best.other, member);
  });
}

function fits(member: Member, other: Member): boolean {
  if (!alikeNames(member.name, other.name)) return false;
  const companion = other.group.find((candidate) => candidate !== other);
  const usual = companion && differingPiece(other.name, companion.name);
  return usual === undefined || usual === differingPiece(member.name, other.name);
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

/** Each member's reasons to be with the first one that it has any with. */
function reasons(members: readonly Member[], evidence: Compare): string[] {
  const why = new Set<string>();
  members.forEach((member, index) => {
    // Of very many, those at the start and right before it are asked.
    const asked =
      index <= 2 * window
        ? members.slice(0, index)
        : [...members.slice(0, window), ...members.slice(index - window, index)];
    for (const other of asked) {
      const found = evidence(other, member);
      if (found.score < nodeThreshold) continue;
      for (const reason of found.why) why.add(reason);
      break;
    }
  });
  return [...why];
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
