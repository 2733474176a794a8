import { finish, type Steps } from '../base/steps.ts';
import type { Cluster, FileSite } from '../cluster/cluster.ts';
import { type Fault, parseFault } from '../failover/fault.ts';
import { type ClusterReport, clusterReport } from '../failover/report.ts';
import { buildTopology } from '../topology/build.ts';
import type { Diagram } from '../topology/diagram.ts';
import { topologyMermaid } from '../topology/mermaid.ts';
import { clusterDiagram, type PictureOptions } from '../topology/picture.ts';
import { runbook } from '../topology/runbook.ts';
import { type Scenarios, standaloneData, standaloneHtml } from '../topology/standalone.ts';
import { diagramSvg } from '../topology/svg.ts';
import { type TimeLine, timeLineOf } from '../topology/time-line.ts';
import { failoverIn } from './failover-in.ts';
import { locate } from './locate.ts';
import { type PagePlan, planPage } from './page-plan.ts';
import { predictSingleFaults, singleFaultWork } from './single-faults.ts';
import type { Snapshot } from './snapshot.ts';

export type ShownOptions = Omit<PictureOptions, 'lineOf' | 'atMs'>;

/** The picture of a cluster as data. */
export function exportDiagram(snapshot: Snapshot, cluster: Cluster, options: ShownOptions): Diagram {
  return clusterDiagram(failoverIn(snapshot, cluster), { ...options, lineOf: lineIn(snapshot) });
}

/** A picture that stands alone. */
export function exportSvg(snapshot: Snapshot, cluster: Cluster, options: ShownOptions): string {
  return diagramSvg(exportDiagram(snapshot, cluster, options), { standalone: true });
}

export function exportMermaid(snapshot: Snapshot, cluster: Cluster, faults: readonly Fault[]): string {
  return topologyMermaid(buildTopology(failoverIn(snapshot, cluster), faults));
}

/** Markdown with every single fault and its outcome. */
export function exportRunbook(snapshot: Snapshot, cluster: Cluster, faults: readonly Fault[]): string {
  return runbook(buildTopology(failoverIn(snapshot, cluster), faults), reportOf(snapshot, cluster));
}

/**
 * One page with the what-if inside. `script`: that of the page, `dist/preview.js`. What it has no room for (`planPage`)
 * it says.
 */
export function exportHtml(
  snapshot: Snapshot,
  clusters: readonly Cluster[],
  script: string,
  onProgress?: (done: number, total: number) => void,
  plan: PagePlan = planPage(snapshot, clusters),
): string {
  const all = plan.clusters.map((cluster, index) => {
    onProgress?.(index, plan.clusters.length);
    return finish(scenariosOf(snapshot, cluster, plan.combined.has(cluster)));
  });
  return standaloneHtml(standaloneData(all), script, plan.notes);
}

/** The same, picture by picture: of a large cluster they take seconds. */
export function* exportHtmlSteps(snapshot: Snapshot, clusters: readonly Cluster[], script: string): Steps<string> {
  const plan = planPage(snapshot, clusters);
  const all: Scenarios[] = [];
  for (const cluster of plan.clusters) all.push(yield* scenariosOf(snapshot, cluster, plan.combined.has(cluster)));
  return standaloneHtml(standaloneData(all), script, plan.notes);
}

/** What a picture costs, in timers that run out: about as long as it takes. */
const pictureCost = 5000;

/** The cluster after everything that can be clicked, and after each two of them where that is wanted. */
function* scenariosOf(snapshot: Snapshot, cluster: Cluster, isCombined: boolean): Steps<Scenarios> {
  const failover = failoverIn(snapshot, cluster);
  const scenarios = new Map<string, { readonly diagram: Diagram; readonly timeLine?: TimeLine }>();
  const add = (words: readonly string[], withTimeLine: boolean): Diagram | undefined => {
    const faults = words.flatMap((word) => {
      const fault = parseFault(failover, word);
      return 'error' in fault ? [] : [fault];
    });
    if (faults.length < words.length) return undefined;
    const diagram = clusterDiagram(failover, { faults, lineOf: lineIn(snapshot) });
    const timeLine = withTimeLine ? timeLineOf(failover, faults) : undefined;
    scenarios.set(words.join(' '), { diagram, ...(timeLine && { timeLine }) });
    return diagram;
  };
  const steady = add([], true);
  const clickable = new Set(steady?.boxes.flatMap((box) => box.faults ?? []));
  yield* singleFaultWork(cluster, snapshot.versionsOf(cluster)).steps();
  const report = reportOf(snapshot, cluster);
  for (const { faults } of report.faults) for (const fault of faults) clickable.add(fault);
  for (const fault of clickable) {
    add([fault], true);
    yield pictureCost;
  }
  if (isCombined) {
    for (const first of clickable) {
      for (const second of clickable) {
        if (first === second) continue;
        add([first, second], false);
        yield pictureCost;
      }
    }
  }
  return { report, scenarios };
}

function reportOf(snapshot: Snapshot, cluster: Cluster): ClusterReport {
  return clusterReport(predictSingleFaults(cluster, snapshot.versionsOf(cluster)), lineIn(snapshot));
}

function lineIn(snapshot: Snapshot): (at: FileSite) => number {
  return (at) => locate(snapshot, at).start.line + 1;
}
