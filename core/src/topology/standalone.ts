import { type ByName, table } from '../base/table.ts';
import type { ClusterReport } from '../failover/report.ts';
import type { Diagram, DiagramBox, DiagramEdge } from './diagram.ts';
import { diagramSvg, shownXml } from './svg.ts';
import type { TimeLine } from './time-line.ts';

/** All that a page of its own shows: every cluster in the state after each fault, without anything from the files. */
export interface StandaloneData {
  readonly clusters: readonly StandaloneCluster[];
  /** Boxes and edges of all pictures, each once: most of them look alike. */
  readonly boxes: readonly DiagramBox[];
  readonly edges: readonly DiagramEdge[];
}

export interface StandaloneCluster {
  readonly id: string;
  readonly name: string;
  readonly nodes: readonly string[];
  readonly report: ClusterReport;
  /** By the faults that are on, joined with a space; '' when all is well. */
  readonly scenarios: ByName<StandaloneScenario>;
}

/** A picture whose boxes and edges are numbers of those of the page. */
export interface StandaloneScenario {
  readonly diagram: Omit<Diagram, 'boxes' | 'edges'>;
  readonly boxes: readonly number[];
  readonly edges: readonly number[];
  readonly timeLine?: TimeLine;
}

/** What is known of one cluster before it is packed. */
export interface Scenarios {
  readonly report: ClusterReport;
  readonly scenarios: ReadonlyMap<string, { readonly diagram: Diagram; readonly timeLine?: TimeLine }>;
}

/** Packs pictures for a page; places in files are left out, they mean nothing elsewhere. */
export function standaloneData(clusters: readonly Scenarios[]): StandaloneData {
  const boxes = new Pool<DiagramBox>();
  const edges = new Pool<DiagramEdge>();
  return {
    clusters: clusters.map(
      ({ report, scenarios }, index): StandaloneCluster => ({
        // The real id is a path.
        id: String(index),
        name: report.name,
        nodes: report.nodes,
        report: { ...withoutPaths(report), id: String(index) },
        scenarios: Object.fromEntries(
          [...scenarios].map(([key, { diagram, timeLine }]) => {
            const { boxes: ownBoxes, edges: ownEdges, ...rest } = diagram;
            return [
              key,
              {
                diagram: { ...rest, cluster: String(index) },
                boxes: ownBoxes.map(({ reveal, fold, ...box }) => boxes.indexOf(box)),
                edges: ownEdges.map((edge) => edges.indexOf(edge)),
                ...(timeLine && { timeLine }),
              },
            ];
          }),
        ),
      }),
    ),
    boxes: boxes.items,
    edges: edges.items,
  };
}

/** The picture of a scenario, unpacked. */
export function unpacked({ boxes, edges }: StandaloneData, scenario: StandaloneScenario): Diagram {
  return {
    ...scenario.diagram,
    boxes: scenario.boxes.flatMap((index) => boxes[index] ?? []),
    edges: scenario.edges.flatMap((index) => edges[index] ?? []),
  };
}

/**
 * One HTML file with everything in it. Without scripts it still shows the picture and says what it shows. `notes`: what
 * the page lacks.
 */
export function standaloneHtml(data: StandaloneData, script: string, notes: readonly string[] = []): string {
  const [first] = data.clusters;
  const steady = first && table(first.scenarios).get('');
  const diagram = steady && unpacked(data, steady);
  const title = diagram?.title ?? 'Failover';
  const fallback = diagram
    ? `${diagramSvg(diagram, { standalone: true })}<ul>${diagram.summary.map((line) => `<li>${shownXml(line)}</li>`).join('')}</ul>`
    : '';
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-haconf'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${shownXml(title)}</title>
</head>
<body>
<main id="page">${fallback}</main>
${notes.map((note) => `<p style="font:14px sans-serif;margin:1em">${shownXml(note)}</p>\n`).join('')}<script nonce="haconf" id="data" type="application/json">${inScript(JSON.stringify(data))}</script>
<script nonce="haconf">${script.replaceAll('</', '<\\/')}</script>
</body>
</html>
`;
}

/** In a script element nothing may look like markup. */
function inScript(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function withoutPaths(report: ClusterReport): ClusterReport {
  const groups = report.groups.map((group) => ({
    ...group,
    members: group.members.map((member) => ({ ...member, path: '', line: 0 })),
  }));
  return { ...report, groups };
}

/** Values that are kept once, however often they come. */
class Pool<T> {
  readonly items: T[] = [];
  readonly #known = new Map<string, number>();

  indexOf(item: T): number {
    const key = JSON.stringify(item);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.items.length);
    return this.items.push(item) - 1;
  }
}
