import { nearest } from '../../../base/nearest.ts';
import { fileSite } from '../../../cluster/cluster.ts';
import { vrrpGroups } from '../../../cluster/vrrp.ts';
import { fix, replace } from '../../fix.ts';
import type { ClusterRule } from '../../rule.ts';

export const interfaceNotOnNode: ClusterRule = {
  scope: 'cluster',
  id: 'interface-not-on-node',
  severity: 'error',
  verdict: 'own',
  summary: 'An instance uses an interface that its node does not have, as the manifest says.',
  check(cluster, report) {
    for (const member of vrrpGroups(cluster).flatMap((group) => group.members)) {
      const known = [...(member.node.declared?.addresses?.keys() ?? [])];
      const written = member.instance.interface;
      if (!written || known.length === 0 || known.includes(written.value)) continue;
      const near = known.length === 1 ? known[0] : nearest(written.value, known);
      const at = fileSite(member, written.site);
      report({
        at,
        message: `${member.node.name} has no interface ${written.value}: haconf.json lists ${known.join(', ')}. keepalived ends at its start, and no instance of this node runs, the others neither. Correct the name here or there.`,
        ...(near !== undefined && { fixes: [fix(`Use ${near}`, replace(at, near))] }),
      });
    }
  },
};
