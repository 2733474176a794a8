import { type FileSite, filesOf } from '../../../cluster/cluster.ts';
import { keepalivedFiles } from '../../../languages/keepalived/config.ts';
import type { Chunk } from '../../../syntax/chunk.ts';
import type { ClusterRule } from '../../rule.ts';

export const configurationIdUnmatched: ClusterRule = {
  scope: 'cluster',
  id: 'configuration-id-unmatched',
  severity: 'information',
  verdict: 'own',
  summary: 'No conditional line of a file holds for the node whose file it is.',
  check(cluster, report) {
    for (const node of cluster.nodes) {
      if (node.declared) continue;
      for (const { path, config } of filesOf(node, keepalivedFiles)) {
        const lines = config.syntax.chunks.flatMap((chunk) => conditionsOf(chunk, path));
        const [first] = lines;
        if (!first || lines.some(({ id }) => id.toLowerCase() === node.name.toLowerCase())) continue;
        const ids = [...new Set(lines.map(({ id }) => id))];
        report({
          at: first.at,
          message: `The conditional lines of this file are for ${ids.join(', ')}, and the node seems to be called ${node.name}. Unless keepalived is started with -i and one of these names, it leaves all of them out: without state and priority, for example. Name the lines for the host, or start it with -i.`,
        });
      }
    }
  },
};

/** Lines such as `@lb1 priority 101`; a line that holds everywhere but on one node says nothing about the others. */
function conditionsOf(chunk: Chunk, path: string): { id: string; at: FileSite }[] {
  return [...chunk.text.matchAll(/^[ \t]*@([\w.-]+)(?=\s)/gm)].map((match) => {
    const start = match.index + match[0].indexOf('@');
    return { id: match[1] ?? '', at: { path, site: { chunk, range: { start, end: match.index + match[0].length } } } };
  });
}
