import type { ClusterReport, GroupReport } from '#core/failover/report.ts';
import {
  brokenBy,
  holderText,
  leftOut,
  longestGapText,
  longestGapTitle,
  openText,
  propertyText,
  sinceStart,
  tellingRows,
  type VipTable,
  verdictText,
  vipTables,
} from '../failover-table.ts';

/** The prediction as a page for a runbook. */
export function failoverMarkdown(clusters: readonly ClusterReport[]): string {
  return clusters.map(clusterPage).join('\n');
}

function clusterPage(cluster: ClusterReport): string {
  const longest = longestGapText(cluster, code);
  const left = leftOut(cluster);
  return `# Failover of ${text(cluster.name)}

Nodes: ${cluster.nodes.map(text).join(', ')}. One cluster because they ${text(cluster.why.join('; '))}.

${cluster.groups.map(membersTable).join('\n\n')}

${vipTables(cluster).map(vipSection).join('\n\n')}

## What holds

${cluster.properties
  .map((property) => {
    const text = propertyText(property.id);
    if (property.holds) return property.certain ? `- [x] ${text}` : `- [ ] ${text}; ${openText(cluster)}`;
    return `- [ ] ${text}; ${brokenBy(property, Object.keys(cluster.steady).length, code)}`;
  })
  .join('\n')}${cluster.properties.length === 0 ? 'Nothing was predicted: there is no virtual address.' : ''}
${longest === undefined ? '' : `\n${capital(longestGapTitle(vipTables(cluster)))}: ${longest}.\n`}${left === undefined ? '' : `\nNot everything was looked at: ${left}.\n`}`;
}

function membersTable(group: GroupReport): string {
  const rows = group.members.map((member) => {
    const sum = member.addends.map(({ name, value }) => ` ${value < 0 ? '−' : '+'} ${Math.abs(value)} (${text(name)})`);
    const priority = `${member.basePriority}${sum.join('')}${sum.length > 0 ? ` = ${member.effectivePriority}` : ''}`;
    return [text(member.node), text(member.instance), priority, code(`${member.path}:${member.line}`)];
  });
  return table(['node', 'instance', 'priority', 'file'], rows);
}

function vipSection({ vips, router, now, rows }: VipTable): string {
  const verdict = now.verdict === 'ok' && now.certain ? '' : ` (${verdictText(now.verdict, now.certain)})`;
  const { shown, rest } = tellingRows(rows);
  const faults = shown.map((row) => [
    code(row.fault),
    text(row.holder),
    row.gap,
    row.verdict === 'ok' ? verdictText(row.verdict, row.certain) : `**${verdictText(row.verdict, row.certain)}**`,
    text(row.why),
  ]);
  return `## ${vips.map(text).join(', ')}

Moved by ${text(router)}. When all is well on **${text(holderText(now.holders))}**${verdict}${sinceStart(now)}: ${text(now.why)}.

${table(['fault', 'holder', 'gap', 'verdict', 'why'], faults)}${rest === '' ? '' : `\n\n${rest}.`}`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), `|${'---|'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}

/** A text of the files, with everything that Markdown would take for its own. */
function text(value: string): string {
  return value.replace(/[\\`*_[\]<>|]/g, '\\$&').replace(/\s+/g, ' ');
}

function code(value: string): string {
  return `\`${value.replace(/[`|\s]/g, ' ')}\``;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
