import { fileSite } from '../../../cluster/cluster.ts';
import { type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { trackersOf } from '../../../failover/vrrp/trackers.ts';
import { checksOf, type RunCommand } from '../../keepalived-scripts.ts';
import type { ClusterRule } from '../../rule.ts';

export const sharedCheckWithoutWeight: ClusterRule = {
  scope: 'cluster',
  id: 'shared-check-without-weight',
  severity: 'information',
  verdict: 'own',
  summary: 'A check of something that all nodes share takes the address from every node at once.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      const [first, ...others] = group.members;
      if (others.length === 0) continue;
      for (const asked of remoteChecks(first)) {
        if (!others.every((member) => remoteChecks(member).some((other) => other.host === asked.host))) continue;
        report({
          at: fileSite(first, asked.check.value.site),
          message: `${asked.check.owner} asks ${asked.host} on every node, without weight: when ${asked.host} does not answer, all nodes are in FAULT and ${group.addresses.join(', ')} is nowhere, although a service on the nodes would still work. Give the check a weight, so that the best node keeps the address.`,
        });
      }
    }
  },
};

/** Checks without weight that ask another machine, by its address. */
function remoteChecks(member: GroupMember): { check: RunCommand; host: string }[] {
  const unweighted = new Set(
    trackersOf(member)
      .filter(({ kind, weight }) => kind === 'script' && weight === 0)
      .map((tracker) => tracker.name),
  );
  const own = new Set(
    [member.instance.unicastSource?.value, ...(member.node.declared?.addresses?.values() ?? [])].flat(),
  );
  return checksOf(member.config).flatMap((check) => {
    if (!unweighted.has(check.owner) || !/\b(?:f?ping6?|curl|wget|nc|ncat|arping)\b/.test(check.command.text))
      return [];
    const host = /(?:^|[^\d.])((?:\d{1,3}\.){3}\d{1,3})(?![\d.])/.exec(check.command.text)?.[1];
    const isOther = host !== undefined && !host.startsWith('127.') && host !== '0.0.0.0' && !own.has(host);
    // Its own virtual address is reported for itself.
    return isOther && !member.instance.vips.some((vip) => vip.address?.text === host) ? [{ check, host }] : [];
  });
}
