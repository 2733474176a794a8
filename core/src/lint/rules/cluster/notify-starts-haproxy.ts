import { fileSite } from '../../../cluster/cluster.ts';
import { vrrpGroups } from '../../../cluster/vrrp.ts';
import { watchesHaproxy } from '../../../failover/vrrp/haproxy-health.ts';
import { trackersOf } from '../../../failover/vrrp/trackers.ts';
import { simpleCommands } from '../../command-line.ts';
import { commandsOf } from '../../keepalived-scripts.ts';
import type { ClusterRule } from '../../rule.ts';

export const notifyStartsHaproxy: ClusterRule = {
  scope: 'cluster',
  id: 'notify-starts-haproxy',
  severity: 'information',
  verdict: 'own',
  summary: 'HAProxy is started and stopped by changes of state, so that it does not run on the standby.',
  check(cluster, report) {
    for (const member of vrrpGroups(cluster).flatMap((group) => group.members)) {
      const lines = commandsOf(member.config).filter(
        ({ kind, command }) => kind === 'notify' && simpleCommands(command).some(({ text }) => startsHaproxy(text)),
      );
      const checks = trackersOf(member).filter((tracker) => watchesHaproxy(member, tracker) === 'yes');
      const check = checks.find(({ weight }) => weight === 0) ?? checks[0];
      for (const { owner, value } of lines) {
        if (!inBlock(member.instance.block, value.site)) continue;
        report({
          at: fileSite(member, value.site),
          ...(check && { severity: 'warning' }),
          message: check
            ? `${owner} starts or stops HAProxy, and ${check.name} ${whatFollows(check.weight)} Let HAProxy run on all nodes and leave it alone here.`
            : `${owner} starts or stops HAProxy: a failover waits for its start, and a mistake in its configuration shows only then. Let it run on all nodes, with net.ipv4.ip_nonlocal_bind = 1 for the virtual address.`,
        });
      }
    }
  },
};

/** What the check of a HAProxy that does not run makes of a standby. */
function whatFollows(weight: number): string {
  if (weight === 0) return 'puts a node in FAULT whose HAProxy does not run: a standby is never ready to take over.';
  const loss = `costs a standby ${Math.abs(weight)} all the time`;
  return `${loss}: when the active one loses as much, the order stays as it was and nothing moves.`;
}

function startsHaproxy(text: string): boolean {
  return text.split('\n').some((line) => /\b(?:start|stop)\b/.test(line) && /\bhaproxy\b/.test(line));
}

type Place = Parameters<typeof fileSite>[1];

function inBlock(block: Place, site: Place): boolean {
  return block.chunk === site.chunk && block.range.start <= site.range.start && site.range.end <= block.range.end;
}
