import type { ClusterReport } from '#core/failover/report.ts';
import {
  brokenBy,
  type FaultRow,
  holderText,
  isBad,
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
import type { Style } from '../style.ts';
import { hang } from '../wrap.ts';

/** The prediction for a reader at a terminal of `width` columns: per virtual IP who has it now, then what breaks it. */
export function failoverText(clusters: readonly ClusterReport[], style: Style, width: number): string {
  return `${clusters.map((cluster) => clusterText(cluster, style, width)).join('\n\n')}\n`;
}

function clusterText(cluster: ClusterReport, style: Style, width: number): string {
  return [
    style.strong(`${cluster.name}: ${cluster.nodes.join(', ')}`),
    style.faint(hang('  one cluster: ', cluster.why.join('; '), width)),
    ...vipTables(cluster).map((table) => `\n${tableText(table, style, width)}`),
    ...(Object.keys(cluster.steady).length === 0
      ? [`\n  ${style.doubtful('∅')} no virtual address: nothing moves, and nothing was predicted`]
      : []),
    '',
    ...propertyLines(cluster, style, width),
  ].join('\n');
}

/** What is broken, one a line, then what holds in one. */
function propertyLines(cluster: ClusterReport, style: Style, width: number): string[] {
  const { properties } = cluster;
  const count = Object.keys(cluster.steady).length;
  const broken = properties.filter(({ holds }) => !holds);
  const kept = properties.filter(({ holds, certain }) => holds && certain).map(({ id }) => propertyText(id));
  const open = properties.filter(({ holds, certain }) => holds && !certain).map(({ id }) => propertyText(id));
  const lines = broken.map((property) => {
    const what = style.bad(brokenBy(property, count, (event) => event));
    return `  ${style.bad(signs.bad)} ${propertyText(property.id)}: ${what}`;
  });
  if (kept.length > 0)
    lines.push(`  ${style.good(signs.good)} ${hang('', sharedEnding(kept), width - 4).replace(/\n/g, '\n    ')}`);
  if (open.length > 0) {
    const text = hang('', `${sharedEnding(open)}: ${openText(cluster)}`, width - 4);
    lines.push(`  ${style.doubtful(signs.doubtful)} ${text.replace(/\n/g, '\n    ')}`);
  }
  const gap = longestGapText(cluster, (event) => event);
  if (gap !== undefined) lines.push(style.faint(hang(`    ${longestGapTitle(vipTables(cluster))}: `, gap, width)));
  const left = leftOut(cluster);
  if (left !== undefined) lines.push(style.faint(hang('    ', `not everything was looked at: ${left}`, width)));
  return lines;
}

/** "one holder after any single fault", "returns home after any single fault" → "one holder, returns home after …". */
function sharedEnding(texts: readonly string[]): string {
  const ending = / after any .*$/;
  const ends = new Set(texts.map((text) => ending.exec(text)?.[0] ?? ''));
  const [end = ''] = ends;
  return ends.size === 1 ? `${texts.map((text) => text.replace(ending, '')).join(', ')}${end}` : texts.join(', ');
}

const signs = { good: '✓', bad: '✗', doubtful: '?', silent: '∅' };

function tableText(table: VipTable, style: Style, width: number): string {
  const { now } = table;
  const { shown: rows, rest } = tellingRows(table.rows);
  const verdict = now.verdict === 'ok' && now.certain ? '' : ` (${verdictText(now.verdict, now.certain)})`;
  const holder = `${holderText(now.holders)}${sinceStart(now)}${verdict}`;
  const header = { fault: 'fault', holder: 'holder', gap: 'gap', verdict: 'verdict' };
  const cells = rows.map((row) => ({ ...row, verdict: verdictText(row.verdict, row.certain) }));
  const widthOf = (column: 'fault' | 'holder' | 'gap'): number =>
    // Not spread: tens of thousands of rows are more than a call takes.
    cells.reduce((widest, cell) => Math.max(widest, cell[column].length), header[column].length);
  const [faultWidth, holderWidth, gapWidth] = [widthOf('fault'), widthOf('holder'), widthOf('gap')];
  const line = (cell: typeof header): string =>
    `${cell.fault.padEnd(faultWidth)}  ${cell.holder.padEnd(holderWidth)}  ${cell.gap.padEnd(gapWidth)}  `;
  return [
    `  ${style.strong(table.vips.join(', '))}  ${style.faint(`(${table.router})`)}`,
    `    now: ${now.verdict === 'ok' ? holder : style.bad(`${now.verdict === 'not-served' ? signs.silent : signs.bad} ${holder}`)}`,
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
    ...(rest === '' ? [] : [style.faint(`      ${rest}`)]),
  ].join('\n');
}

function mark(row: FaultRow, style: Style): { sign: string; paint: (text: string) => string } {
  if (row.verdict === 'not-served') return { sign: signs.silent, paint: style.bad };
  if (isBad(row)) return { sign: signs.bad, paint: style.bad };
  return row.certain ? { sign: signs.good, paint: style.good } : { sign: signs.doubtful, paint: style.doubtful };
}
