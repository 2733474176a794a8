import { filesOf, type NodeFile } from '../../../cluster/cluster.ts';
import { type KeepalivedConfig, keepalivedFiles } from '../../../languages/keepalived/config.ts';
import type { ClusterRule } from '../../rule.ts';

export const routerIdRepeated: ClusterRule = {
  scope: 'cluster',
  id: 'router-id-repeated',
  severity: 'hint',
  verdict: 'own',
  summary: 'Two nodes call themselves by the same router_id.',
  check(cluster, report) {
    const first = new Map<string, { node: string; file: NodeFile<KeepalivedConfig> }>();
    for (const node of cluster.nodes) {
      for (const file of filesOf(node, keepalivedFiles)) {
        const id = file.config.routerId;
        if (!id) continue;
        const known = first.get(id.value);
        if (!known) first.set(id.value, { node: node.name, file });
        const there = known?.file.config.routerId;
        if (!known || !there || known.file.path === file.path) continue;
        report({
          at: { path: file.path, site: id.site },
          message: `${node.name} and ${known.node} both have the router_id "${id.value}". It names the machine in mails and traps and has nothing to do with the virtual router: nobody can tell which of them has written. Give each node its own.`,
          related: [
            { at: { path: known.file.path, site: there.site }, message: `the same on ${known.node}`, mirrored: false },
          ],
        });
      }
    }
  },
};
