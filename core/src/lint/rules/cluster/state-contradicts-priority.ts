import { fileSite } from '../../../cluster/cluster.ts';
import { type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { basePriority } from '../../../failover/vrrp/base-priority.ts';
import type { Site } from '../../../syntax/chunk.ts';
import type { Fix } from '../../finding.ts';
import { fix, replace, safeFix } from '../../fix.ts';
import type { ClusterRule } from '../../rule.ts';

export const stateContradictsPriority: ClusterRule = {
  scope: 'cluster',
  id: 'state-contradicts-priority',
  severity: 'warning',
  verdict: 'own',
  restsOn: { keepalived: ['priority', 'state', 'nopreempt'] },
  summary: 'A node says `state MASTER` although another node has a higher priority.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      const best = highest(group.members);
      for (const member of group.members) {
        const { state } = member.instance;
        const priority = basePriority(member.instance);
        const bestPriority = basePriority(best.instance);
        if (state?.value !== 'MASTER' || priority >= bestPriority) continue;
        report({
          at: fileSite(member, state.site),
          message: `${member.node.name} says "state MASTER" with priority ${priority}, but ${best.node.name} has ${bestPriority} and becomes MASTER. The state decides nothing: priorities do. It only disables nopreempt and preempt_delay here. Write "state BACKUP", or raise the priority.`,
          related: [
            {
              at: fileSite(best, best.instance.priority?.site ?? best.instance.site),
              message: `priority ${bestPriority} on ${best.node.name}`,
              mirrored: false,
            },
          ],
          fixes: [stateFix(member, state.site)],
        });
      }
    }
  },
};

/** The state decides nothing, unless nopreempt or preempt_delay come into force without it. */
function stateFix(member: GroupMember, site: Site): Fix {
  const { nopreempt, preemptDelay, priority } = member.instance;
  const make = nopreempt || preemptDelay || !priority ? fix : safeFix;
  return make('Write "state BACKUP"', replace(fileSite(member, site), 'BACKUP'));
}

function highest(members: readonly [GroupMember, ...GroupMember[]]): GroupMember {
  return members.reduce((best, member) =>
    basePriority(member.instance) > basePriority(best.instance) ? member : best,
  );
}
