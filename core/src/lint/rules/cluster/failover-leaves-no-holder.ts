import { fileSite } from '../../../cluster/cluster.ts';
import { isVrrpGroup } from '../../../cluster/vrrp.ts';
import { faultInWords } from '../../../failover/fault.ts';
import { asksVirtualAddress } from '../../../failover/vrrp/haproxy-health.ts';
import { trackersOf } from '../../../failover/vrrp/trackers.ts';
import { addressText, certainViolations, traceOf } from '../../explored-cluster.ts';
import type { ClusterRule } from '../../rule.ts';

export const failoverLeavesNoHolder: ClusterRule = {
  scope: 'cluster',
  id: 'failover-leaves-no-holder',
  severity: 'error',
  verdict: 'own',
  yields: true,
  summary: 'No node takes a virtual IP, although one is left that nothing has happened to.',
  check(cluster, report, context) {
    for (const violation of certainViolations(cluster, context, 'one-holder')) {
      const touched = violation.trace.map(({ fault }) => fault.node);
      if (!isVrrpGroup(violation.group)) continue;
      const able = violation.group.members.filter(({ node }) => !touched.includes(node.name));
      if (violation.holders.length > 0 || able.length === 0 || violation.trace.length > 1) continue;
      for (const member of able) {
        const asking = trackersOf(member).find(
          (tracker) => tracker.weight === 0 && asksVirtualAddress(member, tracker),
        );
        if (!asking) continue;
        const [step] = violation.trace;
        const when = step ? `when ${faultInWords(step.fault)}` : 'whatever happens';
        report({
          at: fileSite(member, asking.tracked.site),
          message: `Nobody holds ${addressText(violation.vips)}, ${when}: ${asking.name} asks the virtual address itself, which answers only once a node has it, and no node may take it before the check succeeds. Let the check ask 127.0.0.1 or the node's own address.`,
          related: traceOf(violation),
        });
      }
    }
  },
};
