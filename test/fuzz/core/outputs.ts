import { checkReport } from '#cli/check-report.ts';
import { checkJson } from '#cli/reporters/check-json.ts';
import { checkText } from '#cli/reporters/check-text.ts';
import { failoverJson } from '#cli/reporters/failover-json.ts';
import { failoverMarkdown } from '#cli/reporters/failover-markdown.ts';
import { failoverText } from '#cli/reporters/failover-text.ts';
import { styleFor } from '#cli/style.ts';
import type { Cluster, FileSite } from '#core/cluster/cluster.ts';
import { differencesOf } from '#core/cluster/drift/differences.ts';
import { predict } from '#core/failover/predict.ts';
import { clusterReport } from '#core/failover/report.ts';
import { keepalivedProgram, versionOf } from '#core/languages/programs.ts';
import { timeLineOf } from '#core/topology/time-line.ts';
import { clusterPicture } from '#core/workspace/cluster-picture.ts';
import { elementsAt } from '#core/workspace/elements.ts';
import { exportDiagram, exportHtml, exportMermaid, exportRunbook, exportSvg } from '#core/workspace/export.ts';
import { failoverIn } from '#core/workspace/failover-in.ts';
import { locate } from '#core/workspace/locate.ts';
import { predictSingleFaults } from '#core/workspace/single-faults.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Asked, Question } from './questions.ts';

/** More clusters than that say nothing new, and cost much. */
const mostClusters = 2;

/** Of each cluster with addresses that move. */
function each(ask: (snapshot: Snapshot, cluster: Cluster) => unknown): (asked: Asked) => unknown {
  return ({ snapshot }) =>
    snapshot
      .clusters()
      .slice(0, mostClusters)
      .map((cluster) => ask(snapshot, cluster));
}

const report = (snapshot: Snapshot, cluster: Cluster) =>
  clusterReport(
    predictSingleFaults(cluster, versionOf(snapshot.settings.versions, keepalivedProgram)),
    lineIn(snapshot),
  );

const lineIn =
  (snapshot: Snapshot) =>
  (at: FileSite): number =>
    locate(snapshot, at).start.line + 1;

/** Every form in which something is written, printed or drawn. */
export const outputs: readonly Question[] = [
  {
    id: 'check',
    of: 'workspace',
    ask: ({ snapshot }) => {
      const found = checkReport(snapshot, []);
      return [checkText(found, styleFor(false), true), checkText(found, styleFor(true), false), checkJson(found)];
    },
  },
  {
    id: 'diff',
    of: 'workspace',
    ask: each((_, cluster) =>
      differencesOf(cluster).map(({ kind, section, subject, here, there }) => [
        kind,
        section,
        subject,
        [here, there].map(({ node, text }) => [node.name, text]),
      ]),
    ),
  },
  {
    id: 'failover',
    of: 'workspace',
    ask: each((snapshot, cluster) => {
      const reports = [report(snapshot, cluster)];
      return [failoverText(reports, styleFor(false), 80), failoverMarkdown(reports), failoverJson(reports)];
    }),
  },
  {
    id: 'explored',
    of: 'workspace',
    heavy: true,
    ask: each((snapshot, cluster) => clusterReport(predict(failoverIn(snapshot, cluster)), lineIn(snapshot))),
  },
  {
    id: 'picture',
    of: 'workspace',
    ask: each((snapshot, cluster) => {
      const { diagram, findings } = clusterPicture(snapshot, cluster, { faults: [] });
      return [diagram, findings.map(({ element, finding }) => [element, finding.rule, finding.message])];
    }),
  },
  {
    id: 'faulty-picture',
    of: 'workspace',
    ask: each((snapshot, cluster) => {
      const failover = failoverIn(snapshot, cluster);
      const faults = failover.singleFaults().slice(0, 2);
      return [timeLineOf(failover, faults), exportSvg(snapshot, cluster, { faults, emphasis: 'traffic' })];
    }),
  },
  {
    id: 'exports',
    of: 'workspace',
    ask: each((snapshot, cluster) => [
      exportSvg(snapshot, cluster, { faults: [] }),
      exportMermaid(snapshot, cluster, []),
      exportRunbook(snapshot, cluster, []),
      exportDiagram(snapshot, cluster, { faults: [], emphasis: 'traffic' }),
    ]),
  },
  { id: 'page', of: 'workspace', heavy: true, ask: each((snapshot, cluster) => exportHtml(snapshot, [cluster], '')) },
  {
    id: 'elements',
    of: 'place',
    ask: ({ snapshot, path, offset }) =>
      snapshot
        .clusters()
        .slice(0, mostClusters)
        .map((cluster) => elementsAt(snapshot, cluster, path, offset)),
  },
];
