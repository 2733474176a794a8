import { type Cluster, filesOf } from '../cluster/cluster.ts';
import { haproxyFiles } from '../languages/haproxy/config.ts';
import { keepalivedFiles } from '../languages/keepalived/config.ts';
import { type Finding, placesOf, type Severity } from '../lint/finding.ts';
import { absoluteRange } from '../syntax/chunk.ts';
import type { Badge, Diagram } from '../topology/diagram.ts';
import { clusterDiagram, type PictureOptions } from '../topology/picture.ts';
import { elementsAt } from './elements.ts';
import { failoverIn } from './failover-in.ts';
import { locate } from './locate.ts';
import type { Snapshot } from './snapshot.ts';

/** A finding and the element of a picture that it is about. */
export interface PlacedFinding {
  readonly element: string;
  readonly finding: Finding;
}

export interface ClusterPicture {
  /** With a badge on every element that findings are about. */
  readonly diagram: Diagram;
  readonly findings: readonly PlacedFinding[];
}

/** Worth a badge; hints are not. */
const shown: readonly Severity[] = ['error', 'warning', 'information'];

/** The picture of a cluster with what is wrong in its files. */
export function clusterPicture(
  snapshot: Snapshot,
  cluster: Cluster,
  options: Omit<PictureOptions, 'lineOf'>,
): ClusterPicture {
  const plain = clusterDiagram(failoverIn(snapshot, cluster), {
    ...options,
    lineOf: (at) => locate(snapshot, at).start.line + 1,
  });
  const findings = placedFindings(snapshot, cluster, plain);
  const badges = new Map<string, Badge>();
  for (const { element, finding } of findings) {
    const known = badges.get(element);
    badges.set(element, {
      severity: known && rank(known.severity) <= rank(finding.severity) ? known.severity : finding.severity,
      count: (known?.count ?? 0) + 1,
    });
  }
  const boxes = plain.boxes.map((box) => {
    const badge = badges.get(box.id);
    return badge ? { ...box, badge } : box;
  });
  return { diagram: { ...plain, boxes }, findings };
}

const rank = (severity: Severity): number => shown.indexOf(severity);

/** The findings in the cluster's files and between them; one that is about several elements is with each. */
function placedFindings(snapshot: Snapshot, cluster: Cluster, { boxes }: Diagram): PlacedFinding[] {
  const drawn = new Set(boxes.map(({ id }) => id));
  const paths = new Set(
    cluster.nodes.flatMap((node) =>
      [...filesOf(node, keepalivedFiles), ...filesOf(node, haproxyFiles)].map((file) => file.path),
    ),
  );
  const all = [
    ...[...paths].flatMap((path) => snapshot.fileFindings(path)),
    ...snapshot.clusterFindings().filter((finding) => paths.has(finding.at.path)),
  ];
  return all
    .filter(({ severity }) => shown.includes(severity))
    .flatMap((finding) => {
      const elements = placesOf(finding).flatMap(({ path, site }) => {
        const file = snapshot.files.get(path);
        if (!file) return [];
        const found = elementsAt(snapshot, cluster, path, absoluteRange(file.syntax, site).start);
        return found.find((id) => drawn.has(id)) ?? [];
      });
      return [...new Set(elements)].map((element) => ({ element, finding }));
    });
}
