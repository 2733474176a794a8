import type { Location, Position } from 'vscode-languageserver-types';
import { filesOf } from '#core/cluster/cluster.ts';
import { normalTexts } from '#core/cluster/drift/normal-text.ts';
import { haproxyFiles } from '#core/languages/haproxy/config.ts';
import { keepalivedFiles } from '#core/languages/keepalived/config.ts';
import { counterparts } from '#core/workspace/counterpart.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { manifestText } from '#core/workspace/write-manifest.ts';
import type { Positions } from '../positions.ts';
import type { CounterpartPlace, CounterpartQuery, ManifestQuery, NodeText, NodeTextsQuery } from '../protocol.ts';

/** The same thing on the other nodes. */
export function counterpart(
  snapshot: Snapshot,
  positions: Positions,
  { uri, position }: CounterpartQuery,
): readonly CounterpartPlace[] {
  const offset = positions.offset(uri, position as Position);
  return counterparts(snapshot, uri, offset).map(({ node, what, at }) => {
    const location: Location = { uri: at.path, range: positions.siteRange(at) };
    return { node, what, location };
  });
}

/** What each node's HAProxy is told, in a form that can be compared line by line. */
export function nodeTexts(snapshot: Snapshot, { cluster }: NodeTextsQuery): readonly NodeText[] {
  const nodes = snapshot.clusters().find(({ id }) => id === cluster)?.nodes ?? [];
  const shown = nodes.filter((node) => filesOf(node, haproxyFiles).length > 0);
  const texts = normalTexts(shown);
  return shown.map((node, index) => {
    return { node: node.name, text: texts[index] ?? '', uris: filesOf(node, haproxyFiles).map((file) => file.path) };
  });
}

/** The text of a `haconf.json` for a folder; null when no cluster lies in it. */
export function manifest(snapshot: Snapshot, { folder }: ManifestQuery): string | null {
  const root = folder.replace(/\/$/, '');
  const isInside = (path: string): boolean => path.startsWith(`${root}/`);
  const clusters = snapshot
    .clusters()
    .filter(({ nodes }) =>
      nodes.some((node) =>
        [...filesOf(node, keepalivedFiles), ...filesOf(node, haproxyFiles)].some((file) => isInside(file.path)),
      ),
    );
  return clusters.length === 0 ? null : manifestText(clusters, root);
}
