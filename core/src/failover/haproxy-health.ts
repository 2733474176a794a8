import type { ClusterNode, GroupMember } from '../cluster/cluster.ts';
import type { Tracker } from './trackers.ts';

/**
 * Whether a tracker follows the health of the node's HAProxy: `yes` when its name or command says so or its command
 * asks a port that HAProxy listens on, `unknown` for a script that we cannot see into, else `no`.
 */
export function watchesHaproxy(member: GroupMember, tracker: Tracker): 'yes' | 'no' | 'unknown' {
  if (tracker.kind === 'interface' || tracker.kind === 'file') return 'no';
  if (mentionsHaproxy(tracker.name)) return 'yes';
  if (tracker.kind === 'process') return 'unknown';
  const script = member.config.scripts.find((candidate) => candidate.name === tracker.name);
  const command = script?.command?.value ?? '';
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

function mentionsHaproxy(text: string): boolean {
  return /haproxy|(?:^|[^a-z])hap(?:[^a-z]|$)/i.test(text);
}

function listeningPorts(node: ClusterNode): ReadonlySet<string> {
  const ports = new Set<string>();
  for (const file of node.haproxy) {
    for (const section of file.config.sections) {
      for (const bind of section.binds) if (bind.address.kind === 'ip') ports.add(bind.address.port);
    }
  }
  return ports;
}
