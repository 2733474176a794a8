import { oneLine } from '../base/one-line.ts';
import type { ClusterReport } from '../failover/report.ts';
import { faultRows, faultVerdict } from './fault-table.ts';
import type { Topology } from './graph.ts';
import { topologyMermaid } from './mermaid.ts';
import { summaryOf, titleOf } from './summary.ts';

/** What to expect when something breaks, as Markdown: the state, the picture, every single fault and its outcome. */
export function runbook(topology: Topology, report: ClusterReport): string {
  const rows = faultRows(report);
  const table = rows.flatMap((row) =>
    row.outcomes.map(
      (outcome, index) =>
        `| ${cell(index === 0 ? row.words : '')} | ${cell([outcome.addresses, outcome.verdict].filter(Boolean).join(' '))} | ${cell(outcome.gap)} | ${cell(outcome.why)} |`,
    ),
  );
  return `${[
    `# Failover of ${inline(report.name)}`,
    inline(titleOf(topology)),
    summaryOf(topology)
      .map((sentence) => `- ${inline(sentence)}`)
      .join('\n'),
    `## When something breaks`,
    inline(faultVerdict(report, rows).text),
    ['| What breaks | Virtual IP | Without service | Why |', '|---|---|---|---|', ...table].join('\n'),
    '## Picture',
    `\`\`\`mermaid\n${topologyMermaid(topology)}\`\`\``,
    'Predicted by haconf from the configuration files.',
  ].join('\n\n')}\n`;
}

/** Names are texts, whatever Markdown would make of them. */
function inline(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<&|]/g, (character) => `\\${character}`)
    .replace(/\s+/g, ' ');
}

const cell = inline;
