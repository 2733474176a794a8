import type { ClusterReport } from '#core/failover/report.ts';
import {
  brokenBy,
  duration,
  type FaultRow,
  holderText,
  isBad,
  propertyText,
  type VipTable,
  verdictText,
  vipTables,
} from '../failover-table.ts';
import type { Style } from '../style.ts';
import { hang } from '../wrap.ts';

/** The prediction for a reader at a terminal of `width` columns: per virtual IP who has it now, then what breaks it. */
export function failoverText(clusters: readonly ClusterReport[], style: Style, width: number): string {
  return `${clusters.map((cluster) => clusterText(cluster, style, width)).join('\n\n')}\n`;
}

function clusterText(cluster: ClusterReport, style: Style, width: number): string {
  const count = Object.keys(cluster.steady).length;
  return [
    style.strong(`${cluster.name}: ${cluster.nodes.join(', ')}`),
    style.faint(hang('  one cluster: ', cluster.why.join('; '), width)),
    ...vipTables(cluster).map((table) => `\n${tableText(table, style, width)}`),
    '',
    ...cluster.properties.map((property) => {
      const text = propertyText(property.id);
      return property.holds
        ? `  ${style.good(signs.good)} ${text}`
        : `  ${style.bad(signs.bad)} ${text}: ${style.bad(brokenBy(property, count, (event) => event))}`;
    }),
  ].join('\n');
}

const signs = { good: '✓', bad: '✗', doubtful: '?' };

function tableText(table: VipTable, style: Style, width: number): string {
  const { now, rows } = table;
  const verdict = now.verdict === 'ok' && now.certain ? '' : ` (${verdictText(now.verdict, now.certain)})`;
  const holder = `${holderText(now.holders)}, ${duration(now.afterMs)} after a common start${verdict}`;
  const header = { fault: 'fault', holder: 'holder', gap: 'gap', verdict: 'verdict' };
  const cells = rows.map((row) => ({ ...row, verdict: verdictText(row.verdict, row.certain) }));
  const widthOf = (column: 'fault' | 'holder' | 'gap'): number =>
    Math.max(...[header, ...cells].map((cell) => cell[column].length));
  const line = (cell: typeof header): string =>
    `${cell.fault.padEnd(widthOf('fault'))}  ${cell.holder.padEnd(widthOf('holder'))}  ${cell.gap.padEnd(widthOf('gap'))}  `;
  return [
    `  ${style.strong(table.vips.join(', '))}  ${style.faint(`(${table.router})`)}`,
    `    now: ${now.verdict === 'ok' ? holder : style.bad(`${signs.bad} ${holder}`)}`,
    style.faint(hang('         ', now.why, width)),
    '',
    style.faint(`      ${line(header)}${header.verdict}`),
    ...rows.flatMap((row, index) => {
      const cell = cells[index] ?? header;
      const { sign, paint } = mark(row, style);
      return [
        `    ${paint(sign)} ${line(cell)}${paint(cell.verdict)}`,
        style.faint(hang('          ', row.why, width)),
      ];
    }),
  ].join('\n');
}

function mark(row: FaultRow, style: Style): { sign: string; paint: (text: string) => string } {
  if (isBad(row)) return { sign: signs.bad, paint: style.bad };
  return row.certain ? { sign: signs.good, paint: style.good } : { sign: signs.doubtful, paint: style.doubtful };
}
