import { fileSite } from '../../../cluster/cluster.ts';
import { isVrrpGroup } from '../../../cluster/vrrp.ts';
import { describeStanding } from '../../../failover/standing.ts';
import { watchesHaproxy } from '../../../failover/vrrp/haproxy-health.ts';
import { trackersOf } from '../../../failover/vrrp/trackers.ts';
import { priorityWithout, usualPriority } from '../../../failover/vrrp/usual.ts';
import { scriptNamed } from '../../../languages/keepalived/by-name.ts';
import { addressText, certainViolations, traceOf, whenText } from '../../explored-cluster.ts';
import type { ClusterRule } from '../../rule.ts';

export const failoverPassesOverHealthyNode: ClusterRule = {
  scope: 'cluster',
  id: 'failover-passes-over-healthy-node',
  severity: 'warning',
  verdict: 'own',
  yields: true,
  summary: 'After two faults a virtual IP stays on a node whose HAProxy is down, although a healthy node is left.',
  check(cluster, report, context) {
    for (const violation of certainViolations(cluster, context, 'healthy-holder')) {
      if (!isVrrpGroup(violation.group)) continue;
      const holder = violation.group.members.find(({ node }) => node.name === violation.holders[0]);
      if (!holder || violation.trace.length < 2) continue;
      const watching = trackersOf(holder).filter((tracker) => watchesHaproxy(holder, tracker) === 'yes');
      const [tracker] = watching.filter(({ weight }) => weight !== 0);
      if (!tracker) continue;
      const touched = violation.trace.map(({ fault }) => fault.node);
      const healthy = violation.group.members
        .filter(({ node }) => !touched.includes(node.name))
        .map((member) => ({ member, priority: usualPriority(member) }))
        .sort((a, b) => b.priority.value - a.priority.value)[0];
      const failed = priorityWithout(holder, (candidate) => watching.some(({ name }) => name === candidate.name));
      if (!healthy || healthy.priority.value > failed.value) continue;
      const script = scriptNamed(holder.config, tracker.name);
      const { member, priority } = healthy;
      report({
        at: fileSite(holder, tracker.tracked.weight?.site ?? script?.weight?.site ?? tracker.tracked.site),
        message: `${whenText(violation.trace)}${addressText(violation.vips)} stays on ${holder.node.name}, whose HAProxy is down, with ${describeStanding(failed)}, and ${member.node.name} is well with ${describeStanding(priority)}. Use a weight that takes ${holder.node.name} below every healthy node, or weight 0 to release the address.`,
        related: [
          ...traceOf(violation),
          {
            at: fileSite(member, member.instance.priority?.site ?? member.instance.site),
            message: `${member.node.name} is well, with ${priority.value}`,
            mirrored: false,
          },
        ],
      });
    }
  },
};
