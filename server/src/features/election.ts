import { type CodeLens, type Hover, type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver-types';
import type { Cluster } from '#core/cluster/cluster.ts';
import type { Prediction } from '#core/failover/prediction.ts';
import { describeStanding } from '#core/failover/standing.ts';
import { absoluteRange } from '#core/syntax/chunk.ts';
import { electionLine, electionMarkdown, electionsIn } from '#core/workspace/election-lens.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import type { Positions } from '../positions.ts';

/** The command of the editor's extension that shows the picture. */
const previewCommand = 'haconf.openPreview';

/** What is known of a cluster by now; undefined: it is not counted yet. */
export type PredictionOf = (cluster: Cluster) => Prediction | undefined;

/** Over each candidate, such as a `vrrp_instance`: what it is when all is well, who is next, how many faults end badly. */
export function electionLenses(
  snapshot: Snapshot,
  positions: Positions,
  uri: string,
  predictionOf: PredictionOf,
): CodeLens[] {
  return electionsIn(snapshot, uri, predictionOf).map(
    (election): CodeLens => ({
      range: positions.siteRange({ path: uri, site: election.candidate.site }),
      command: { title: electionLine(election), command: previewCommand },
    }),
  );
}

/** Behind each priority that checks change: what it is when all is well, and the lowest that they can make of it. */
export function priorityHints(snapshot: Snapshot, positions: Positions, uri: string, range: Range): InlayHint[] {
  return electionsIn(snapshot, uri).flatMap(({ chance }): InlayHint[] => {
    const { written, standing: priority, worst } = chance;
    if (!written || (priority.value === written.value && worst === priority.value)) return [];
    const { end } = positions.siteRange({ path: uri, site: written.site });
    if (end.line < range.start.line || end.line > range.end.line) return [];
    const parts = [
      ...(priority.value === written.value ? [] : [`effective ${priority.value}`]),
      ...(worst === priority.value ? [] : [`at worst ${worst}`]),
    ];
    return [
      {
        position: end,
        label: parts.join(', '),
        kind: InlayHintKind.Parameter,
        paddingLeft: true,
        tooltip: `When all is well: ${describeStanding(priority)}. When every check with a weight fails: ${worst}.`,
      },
    ];
  });
}

/** What the catalogue says of a word, and below it the election's arithmetic where the word is part of it. */
export function withElection(
  found: Hover | null,
  snapshot: Snapshot,
  uri: string,
  offset: number,
  predictionOf: PredictionOf,
): Hover | null {
  const file = snapshot.files.get(uri);
  const election =
    file &&
    electionsIn(snapshot, uri, predictionOf).find((each) =>
      each.chance.places.some((site) => {
        const range = absoluteRange(file.syntax, site);
        const start = file.text.lastIndexOf('\n', range.start - 1) + 1;
        return start <= offset && offset <= range.end;
      }),
    );
  if (!election) return found;
  const arithmetic = electionMarkdown(election);
  if (!found) return { contents: { kind: 'markdown', value: arithmetic } };
  const { contents } = found;
  if (typeof contents !== 'object' || !('kind' in contents)) return found;
  return { ...found, contents: { kind: 'markdown', value: `${contents.value}\n\n---\n\n${arithmetic}` } };
}
