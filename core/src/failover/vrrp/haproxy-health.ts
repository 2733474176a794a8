import { type ClusterNode, filesOf } from '../../cluster/cluster.ts';
import { allVips, type GroupMember } from '../../cluster/vrrp.ts';
import { haproxyFiles } from '../../languages/haproxy/config.ts';
import { asksSomethingElse } from './check-doubts.ts';
import type { Tracker } from './trackers.ts';

/**
 * Whether a tracker follows the health of the node's HAProxy: `yes` when its name or command says so or its command
 * asks a port that HAProxy listens on, `unknown` for a script that we cannot see into, else `no`.
 */
export function watchesHaproxy(member: GroupMember, tracker: Tracker): 'yes' | 'no' | 'unknown' {
  // A tracker is made for one member: see `trackersOf`.
  const verdict = verdicts.get(tracker) ?? judge(member, tracker);
  verdicts.set(tracker, verdict);
  return verdict;
}

const verdicts = new WeakMap<Tracker, 'yes' | 'no' | 'unknown'>();

function judge(member: GroupMember, tracker: Tracker): 'yes' | 'no' | 'unknown' {
  if (tracker.kind === 'interface' || tracker.kind === 'file') return 'no';
  // It asks whichever HAProxy has the address: that of another node, when this one is a backup.
  if (asksVirtualAddress(member, tracker) !== undefined) return 'no';
  if (tracker.kind === 'script' && asksSomethingElse(member, commandOf(member, tracker))) return 'unknown';
  if (mentionsHaproxy(tracker.name)) return 'yes';
  if (tracker.kind === 'process') return 'unknown';
  const command = commandOf(member, tracker);
  if (mentionsHaproxy(command)) return 'yes';
  const ports = listeningPorts(member.node);
  if (
    [...command.matchAll(/(?:localhost|127\.0\.0\.1|\[::1\]|::1)[:/ ](\d+)/g)].some((match) =>
      ports.has(match[1] ?? ''),
    )
  ) {
    return 'yes';
  }
  return 'unknown';
}

/** The virtual address that a tracker's command asks for; undefined when it asks for none of its own instance. */
export function asksVirtualAddress(member: GroupMember, tracker: Tracker): string | undefined {
  if (tracker.kind !== 'script') return undefined;
  const command = commandOf(member, tracker);
  // `ip addr | grep …` looks whether the node has the address, and asks nobody.
  if (/\bip\b|\bgrep\b|\bifconfig\b/.test(command)) return undefined;
  const words = new Set(command.split(/[^0-9A-Fa-f.:]+/).flatMap((word) => [word, word.replace(/:\d*$/, '')]));
  return allVips(member.instance).find(({ address }) => address && words.has(address.text))?.address?.text;
}

function commandOf(member: GroupMember, tracker: Tracker): string {
  return member.config.scripts.find((candidate) => candidate.name === tracker.name)?.command?.value ?? '';
}

export function mentionsHaproxy(text: string): boolean {
  return /haproxy|(?:^|[^a-z])hap(?:[^a-z]|$)/i.test(text);
}

function listeningPorts(node: ClusterNode): ReadonlySet<string> {
  const ports = new Set<string>();
  for (const file of filesOf(node, haproxyFiles)) {
    for (const section of file.config.sections) {
      for (const bind of section.binds) if (bind.address.kind === 'ip') ports.add(bind.address.port);
    }
  }
  return ports;
}
