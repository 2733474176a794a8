import { fileSite } from '../../../cluster/cluster.ts';
import { vrrpGroups } from '../../../cluster/vrrp.ts';
import { basePriority } from '../../../failover/vrrp/base-priority.ts';
import type { ClusterRule } from '../../rule.ts';

export const nopreemptOnLowerNodeOnly: ClusterRule = {
  scope: 'cluster',
  id: 'nopreempt-on-lower-node-only',
  severity: 'warning',
  verdict: 'own',
  restsOn: { keepalived: ['nopreempt', 'priority', 'state'] },
  summary: 'Only the node with the lowest priority has nopreempt, where it does nothing.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      const ranked = [...group.members].sort((a, b) => basePriority(b.instance) - basePriority(a.instance));
      const [highest] = ranked;
      const lowest = ranked.at(-1);
      if (!highest || !lowest?.instance.nopreempt || ranked.slice(0, -1).some(({ instance }) => instance.nopreempt))
        continue;
      if (highest.config.hasIncludes || basePriority(highest.instance) === basePriority(lowest.instance)) continue;
      report({
        at: fileSite(lowest, lowest.instance.nopreempt),
        message: `nopreempt says that a node with a higher priority leaves the address where it is. ${lowest.node.name} has the lowest, so it does nothing here, and ${highest.node.name} takes the address back as soon as it returns. Move nopreempt to ${highest.node.name}, with "state BACKUP".`,
        related: [
          {
            at: fileSite(highest, highest.instance.priority?.site ?? highest.instance.site),
            message: `${highest.node.name} has priority ${basePriority(highest.instance)} and no nopreempt`,
            mirrored: true,
          },
        ],
      });
    }
  },
};
