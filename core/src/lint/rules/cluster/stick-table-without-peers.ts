import { memo } from '../../../base/memo.ts';
import { filesOf } from '../../../cluster/cluster.ts';
import {
  type Directive,
  directiveSite,
  directivesOf,
  type HaproxyConfig,
  type HaproxySection,
  haproxyFiles,
  type SectionStretch,
} from '../../../languages/haproxy/config.ts';
import type { ClusterRule } from '../../rule.ts';
import { fileOnce } from '../../shared-files.ts';

export const stickTableWithoutPeers: ClusterRule = {
  scope: 'cluster',
  id: 'stick-table-without-peers',
  severity: 'warning',
  verdict: 'own',
  summary: 'Sessions stick to servers by a table that the other nodes do not have.',
  check(cluster, report) {
    if (cluster.groups.length === 0) return;
    for (const { path, config } of fileOnce(cluster, (node) => filesOf(node, haproxyFiles))) {
      for (const section of config.sections) {
        for (const table of directivesOf(section, 'stick-table')) {
          const words = table.args.map((word) => word.value);
          if (words.includes('peers') || table.args.some((word) => !word.known)) continue;
          const isPersistence = sticksBy(config, section);
          report({
            at: { path, site: directiveSite(section, table, undefined, endOf(table)) },
            severity: isPersistence ? 'warning' : 'hint',
            message: isPersistence
              ? 'After a failover this table is empty on the other node: clients are spread anew over the servers and lose their sessions. Add a peers section with all nodes, and "peers NAME" to this line.'
              : 'After a failover this table is empty on the other node: counters and limits start anew. With a peers section and "peers NAME" on this line the nodes share it.',
          });
        }
      }
    }
  },
};

/** Whether some proxy chooses servers by this section's table; other tables only count. */
function sticksBy(config: HaproxyConfig, owner: HaproxySection): boolean {
  if (tablesStuckTo(owner).has(undefined)) return true;
  const name = owner.name?.name;
  return name !== undefined && config.stretches.some((stretch) => namesStuckTo(stretch).has(name));
}

/** The tables by which a section chooses servers; undefined for its own. */
const tablesStuckTo = memo((section: HaproxySection): ReadonlySet<string | undefined> => {
  const tables = new Set<string | undefined>();
  for (const { args } of directivesOf(section, 'stick')) {
    if (args[0]?.value === 'store-response') continue;
    const tableAt = args.findIndex((word) => word.value === 'table');
    tables.add(tableAt < 0 ? undefined : args[tableAt + 1]?.value);
  }
  return tables;
});

const namesStuckTo = memo(
  ({ sections }: SectionStretch) => new Set(sections.flatMap((section) => [...tablesStuckTo(section)])),
);

function endOf(table: Directive) {
  return table.args.at(-1);
}
