import { fileSite } from '../../../cluster/cluster.ts';
import { type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { describeStanding } from '../../../failover/standing.ts';
import { ownerPriority } from '../../../failover/vrrp/base-priority.ts';
import { type Tracker, trackersOf } from '../../../failover/vrrp/trackers.ts';
import { priorityWithout, turnsBadBy, usualPriority } from '../../../failover/vrrp/usual.ts';
import { scriptNamed } from '../../../languages/keepalived/by-name.ts';
import type { Site } from '../../../syntax/chunk.ts';
import { fix, replace } from '../../fix.ts';
import type { ClusterRule } from '../../rule.ts';

export const nopreemptWithWeight: ClusterRule = {
  scope: 'cluster',
  id: 'nopreempt-with-weight',
  severity: 'error',
  verdict: 'own',
  summary: 'A failing check only lowers the priority, and nopreempt keeps every other node from taking over.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      const [holder, ...others] = [...group.members].sort((a, b) => healthy(b) - healthy(a));
      if (!holder || healthy(holder) === ownerPriority) continue;
      for (const tracker of trackersOf(holder)) {
        if (tracker.weight === 0 || tracker.kind === 'interface' || tracker.kind === 'file') continue;
        const failed = priorityWithout(holder, (candidate) => candidate.name === tracker.name);
        const takers = others.filter((member) => healthy(member) > failed.value);
        const [next] = takers;
        if (failed.fault || !next || !takers.every(waits)) continue;
        const { nopreempt } = next.instance;
        const weight = weightSite(holder, tracker);
        report({
          at: fileSite(next, nopreempt ?? next.instance.site),
          message: `When ${tracker.name} ${turnsBadBy(holder, tracker)}, ${holder.node.name} falls to ${describeStanding(failed)} but goes on advertising, and nopreempt makes ${next.node.name} accept any lower priority: ${group.addresses.join(', ')} stays on ${holder.node.name}. Use weight 0 for ${tracker.name}, which releases the address, or take nopreempt away.`,
          related: [
            {
              at: fileSite(holder, weight ?? tracker.tracked.site),
              message: `weight ${tracker.weight} on ${holder.node.name}`,
              mirrored: true,
            },
          ],
          ...(weight && {
            fixes: [
              fix(
                `Set the weight of ${tracker.name} to 0 on ${holder.node.name}`,
                replace(fileSite(holder, weight), '0'),
              ),
            ],
          }),
        });
      }
    }
  },
};

function healthy(member: GroupMember): number {
  return usualPriority(member).value;
}

/** Whether nopreempt is in force: `state MASTER` and an address owner clear it (upstream vrrp.c, vrrp_complete_instance). */
function waits({ instance }: GroupMember): boolean {
  return (
    instance.nopreempt !== undefined && instance.state?.value !== 'MASTER' && instance.priority?.value !== ownerPriority
  );
}

function weightSite(member: GroupMember, tracker: Tracker): Site | undefined {
  const script = scriptNamed(member.config, tracker.name);
  return tracker.tracked.weight?.site ?? script?.weight?.site;
}
