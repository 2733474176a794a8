import { type ClusterNode, filesOf, type NodeFile } from '../../../cluster/cluster.ts';
import type { HostFileText } from '../../../languages/host/host-file.ts';
import { keepalivedFiles } from '../../../languages/keepalived/config.ts';
import { commandsOf } from '../../keepalived-scripts.ts';
import type { ClusterRule } from '../../rule.ts';
import { nameOf, scriptsByName } from '../../run-scripts.ts';
import { fileOnce } from '../../shared-files.ts';

export const checkScriptMissing: ClusterRule = {
  scope: 'cluster',
  id: 'check-script-missing',
  severity: 'warning',
  verdict: 'own',
  summary: 'A script that keepalived runs is not among the scripts of its node, and another node has it.',
  check(cluster, report) {
    const first = new Map<string, { readonly node: ClusterNode; readonly file: NodeFile<HostFileText> }>();
    for (const node of cluster.nodes) {
      for (const [name, file] of scriptsByName(node)) if (!first.has(name)) first.set(name, { node, file });
    }
    for (const { path, config, node } of fileOnce(cluster, (each) => filesOf(each, keepalivedFiles))) {
      for (const { owner, command, value } of commandsOf(config)) {
        const name = nameOf(command.program);
        if (!/\.(?:sh|bash)$/.test(name) || scriptsByName(node).has(name)) continue;
        // Scripts may be installed from elsewhere; one that another node has here is missing here.
        const { node: other, file } = first.get(name) ?? {};
        const line = file?.config.lines[0];
        if (!other || !file || !line) continue;
        report({
          at: { path, site: value.site },
          message: `${other.name} has ${name}, ${node.name} has not: keepalived cannot run it there and goes on without it, so ${owner} never fails or tells. Install it on all nodes.`,
          related: [
            { at: { path: file.path, site: line.site }, message: `the script of ${other.name}`, mirrored: false },
          ],
        });
      }
    }
  },
};
