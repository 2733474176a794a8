import { commandsOf } from '../../keepalived-scripts.ts';
import type { ClusterRule } from '../../rule.ts';
import { nameOf } from '../../run-scripts.ts';
import { fileOnce } from '../../shared-files.ts';

export const checkScriptMissing: ClusterRule = {
  scope: 'cluster',
  id: 'check-script-missing',
  severity: 'warning',
  verdict: 'own',
  summary: 'A script that keepalived runs is not among the scripts of its node, and another node has it.',
  check(cluster, report) {
    for (const { path, config, node } of fileOnce(cluster, (each) => each.keepalived)) {
      for (const { owner, command, value } of commandsOf(config)) {
        const name = nameOf(command.program);
        if (!/\.(?:sh|bash)$/.test(name) || has(node.scripts, name)) continue;
        // Scripts may be installed from elsewhere; one that another node has here is missing here.
        const other = cluster.nodes.find((candidate) => has(candidate.scripts, name));
        const file = other?.scripts?.find((script) => nameOf(script.path) === name);
        const first = file?.config.lines[0];
        if (!other || !file || !first) continue;
        report({
          at: { path, site: value.site },
          message: `${other.name} has ${name}, ${node.name} has not: keepalived cannot run it there and goes on without it, so ${owner} never fails or tells. Install it on all nodes.`,
          related: [
            { at: { path: file.path, site: first.site }, message: `the script of ${other.name}`, mirrored: false },
          ],
        });
      }
    }
  },
};

function has(scripts: readonly { readonly path: string }[] | undefined, name: string): boolean {
  return scripts?.some((script) => nameOf(script.path) === name) ?? false;
}
