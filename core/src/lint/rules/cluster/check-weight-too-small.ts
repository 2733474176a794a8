import { fileSite, type GroupMember, groupVips, type VrrpGroup } from '../../../cluster/cluster.ts';
import { watchesHaproxy } from '../../../failover/haproxy-health.ts';
import { describePriority, effectivePriority, ownerPriority } from '../../../failover/priority.ts';
import { type Tracker, trackersOf } from '../../../failover/trackers.ts';
import type { Site } from '../../../syntax/chunk.ts';
import type { ClusterRule, Report } from '../../rule.ts';

export const checkWeightTooSmall: ClusterRule = {
  scope: 'cluster',
  id: 'check-weight-too-small',
  severity: 'error',
  verdict: 'own',
  summary: 'A failing check lowers the priority too little to move the virtual IP.',
  check(cluster, report) {
    for (const group of cluster.groups) {
      const ranked = [...group.members].sort((a, b) => healthy(b) - healthy(a));
      const [holder, next] = ranked;
      if (holder && next && healthy(holder) > healthy(next)) checkHolder(group, holder, next, report);
    }
  },
};

function healthy(member: GroupMember): number {
  return effectivePriority(member, () => false).value;
}

function checkHolder(group: VrrpGroup, holder: GroupMember, next: GroupMember, report: Report): void {
  const weighted = trackersOf(holder).filter((tracker) => tracker.weight !== 0 && tracker.kind !== 'interface');
  const takerPriority = effectivePriority(next, () => false);
  for (const tracker of weighted) {
    const alone = effectivePriority(holder, (candidate) => candidate.name === tracker.name);
    if (alone.fault || takerPriority.value > alone.value || alone.base === ownerPriority) continue;
    // Small weights that are meant to add up are fine, unless the check is the one that stands for HAProxy.
    const together = effectivePriority(holder, (candidate) => weighted.includes(candidate));
    if (takerPriority.value > together.value && watchesHaproxy(holder, tracker) !== 'yes') continue;
    const needed = takerPriority.value === alone.value ? 1 : alone.value - takerPriority.value + 1;
    report({
      at: fileSite(holder, weightSite(holder, tracker)),
      message: `When ${tracker.name} fails, ${holder.node.name} falls to ${describePriority(alone)}, and ${next.node.name} has ${describePriority(takerPriority)}: not more, so ${groupVips(group).join(', ')} stays on ${holder.node.name}. ${advice(tracker, needed)}`,
      related: [
        {
          at: fileSite(next, next.instance.priority?.site ?? next.instance.site),
          message: `${next.node.name} would have ${takerPriority.value}`,
          mirrored: false,
        },
      ],
    });
  }
}

function advice(tracker: Tracker, missing: number): string {
  const enough = Math.abs(tracker.weight) + missing;
  if (enough > 253) return 'No weight is large enough: bring the priorities closer together, or use weight 0.';
  const weight = tracker.weight > 0 ? enough : -enough;
  const where = tracker.weight > 0 ? ' on both nodes' : '';
  return `Use weight ${weight} or ${tracker.weight > 0 ? 'more' : 'less'}${where}, or weight 0 to release the address at once.`;
}

/** Where the weight in force is written. */
function weightSite(member: GroupMember, tracker: Tracker): Site {
  const script = member.config.scripts.find((candidate) => candidate.name === tracker.name);
  return tracker.tracked.weight?.site ?? script?.weight?.site ?? tracker.tracked.site;
}
