import { fileSite } from '../../../cluster/cluster.ts';
import { type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { type Tracker, trackersOf } from '../../../failover/vrrp/trackers.ts';
import { syncGroupsWith } from '../../../languages/keepalived/by-name.ts';
import type { ClusterRule } from '../../rule.ts';

export const trackingDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'tracking-differs',
  severity: 'warning',
  verdict: 'own',
  summary: 'One node of a virtual router checks its service and another does not.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      const checking = group.members.find((member) => checksOf(member).length > 0);
      if (!checking) continue;
      for (const member of group.members) {
        if (checksOf(member).length > 0 || asksForChecks(member)) continue;
        const names = checksOf(checking).map((tracker) => tracker.name);
        report({
          at: fileSite(member, member.instance.site),
          message: `${checking.node.name} tracks ${names.join(', ')}, and ${member.node.name} tracks nothing: it takes ${group.addresses.join(', ')} over, and keeps it, although its own service is down. Track the same on all nodes.`,
          related: [
            {
              at: fileSite(checking, checksOf(checking)[0]?.tracked.site ?? checking.instance.site),
              message: `${names[0]} on ${checking.node.name}`,
              mirrored: false,
            },
          ],
        });
      }
    }
  },
};

function checksOf(member: GroupMember): readonly Tracker[] {
  return trackersOf(member).filter((tracker) => tracker.kind !== 'interface');
}

/** What it asks for may be misspelled or dropped, which other rules report, or stand in an included file. */
function asksForChecks({ config, instance }: GroupMember): boolean {
  if (config.hasIncludes || instance.unmodelled.includes('track_bfd')) return true;
  const asked = [instance.trackScripts, instance.trackProcesses, instance.trackFiles];
  const groups = syncGroupsWith(config, instance.name);
  return (
    asked.some((list) => list.length > 0) ||
    groups.some((group) => group.settings.some((setting) => /^track_(?!interface)/.test(setting.keyword)))
  );
}
