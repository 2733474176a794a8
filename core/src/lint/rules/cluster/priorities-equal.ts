import { fileSite } from '../../../cluster/cluster.ts';
import { type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { basePriority } from '../../../failover/vrrp/base-priority.ts';
import type { ClusterRule } from '../../rule.ts';

export const prioritiesEqual: ClusterRule = {
  scope: 'cluster',
  id: 'priorities-equal',
  severity: 'warning',
  verdict: 'own',
  restsOn: { keepalived: ['priority', 'state'] },
  summary: 'Two nodes of one virtual router have the same priority.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      group.members.forEach((member, index) => {
        if (!isKnown(member)) return;
        const priority = basePriority(member.instance);
        const earlier = group.members
          .slice(0, index)
          .find((other) => isKnown(other) && basePriority(other.instance) === priority);
        if (!earlier) return;
        report({
          at: fileSite(member, member.instance.priority?.site ?? member.instance.site),
          message: `${member.node.name} and ${earlier.node.name} both have priority ${priority}. Whichever starts first holds the address, a returning node does not take it back, and after a split the higher IP address wins. Give the preferred node the higher priority.`,
          related: [
            {
              at: fileSite(earlier, earlier.instance.priority?.site ?? earlier.instance.site),
              message: `priority ${priority} on ${earlier.node.name}`,
              mirrored: true,
            },
          ],
        });
      });
    }
  },
};

/** What is not written may stand in a file that is included and not at hand. */
function isKnown({ instance, config }: GroupMember): boolean {
  if (instance.priority !== undefined) return true;
  // A line whose value comes from the environment says nothing yet; without a line there is the default.
  return !config.hasIncludes && !instance.settings.some(({ keyword }) => keyword === 'priority');
}
