import { memo } from '../base/memo.ts';
import { oneLine } from '../base/one-line.ts';
import { withoutSecrets } from '../catalog/secrets.ts';
import type { Cluster, FileSite } from '../cluster/cluster.ts';
import type { SectionSyntax } from '../languages/haproxy/parser.ts';
import { secretsOfWordsBelow } from '../languages/haproxy/secrets.ts';
import type { BlockSyntax } from '../languages/keepalived/parser.ts';
import { keepalivedSecrets } from '../languages/keepalived/secrets.ts';
import { type Chunk, lineAt } from '../syntax/chunk.ts';
import type { Finding, Fix } from './finding.ts';

/** The blocks of keepalived that are read together, whose definitions count for a finding. */
export type KeepalivedChunks = readonly BlockSyntax[];

/**
 * The finding as people may see it, wherever it ends up: each text is one line of readable length, and holds none of
 * the secrets of the lines that it is about. All findings come through here, so no rule has to think of it.
 */
export function shownFinding(found: Finding, together: KeepalivedChunks = []): Finding {
  const { message, at, related, fixes } = found;
  const places = [at, ...related.map((place) => place.at)];
  const show = (text: string): string => shownText(text, places, together);
  const showFix = (fix: Fix): Fix => {
    const withSecret = fix.edits.some(({ text }) => withoutSecrets(text, secretsOf(places, together)) !== text);
    return { ...fix, title: show(fix.title), ...(withSecret && { withSecret: true as const }) };
  };
  const shown = show(message);
  if (shown === message && related.length === 0 && !fixes) return found;
  return {
    ...found,
    message: shown,
    related: related.map((place) => ({ ...place, message: show(place.message) })),
    ...(fixes && { fixes: fixes.map(showFix) }),
  };
}

/** A text about places of files, as people may see it. */
export function shownText(text: string, places: readonly FileSite[], together: KeepalivedChunks = []): string {
  const secrets = secretsOf(places, together);
  return clip(oneLine(secrets.size === 0 ? text : withoutSecrets(text, secrets)));
}

function secretsOf(places: readonly FileSite[], together: KeepalivedChunks): ReadonlySet<string> {
  let found: Set<string> | undefined;
  const add = (secrets: Iterable<string>): void => {
    for (const secret of secrets) {
      found ??= new Set();
      found.add(secret);
    }
  };
  for (const { site } of places) add(secretsAround(site.chunk, site.range.start));
  // Each message would be compared with each of them: of very many those of its own block have to do.
  const ofTogether = together.length > 0 ? keepalivedSecrets(together) : noSecrets;
  if (ofTogether.size <= mostSecrets) add(ofTogether);
  return found ?? noSecrets;
}

const noSecrets: ReadonlySet<string> = new Set();

/** The blocks of all nodes’ keepalived files. */
export const chunksOfCluster: (cluster: Cluster) => KeepalivedChunks = memo((cluster: Cluster) =>
  cluster.nodes.flatMap((node) =>
    node.keepalived.flatMap(({ config }) => config.configuration.files.flatMap(({ syntax }) => syntax.chunks)),
  ),
);

const mostSecrets = 200;
/** How far away lines are that a message may quote as well. */
const around = 2;

function secretsAround(chunk: Chunk, offset: number): Iterable<string> {
  if ('lineWords' in chunk) return ofBlock(chunk as BlockSyntax);
  if (!('hasHeader' in chunk)) return noSecrets;
  const byLine = ofSection(chunk as SectionSyntax);
  if (byLine.size === 0) return noSecrets;
  if (byLine.size <= mostSecrets) return [...byLine.values()].flat();
  const line = lineAt(chunk, offset)?.index ?? 0;
  const near: string[] = [];
  for (let index = line - around; index <= line + around; index++) near.push(...(byLine.get(index) ?? []));
  return near;
}

const ofBlock = memo((chunk: BlockSyntax) => keepalivedSecrets([chunk]));

/** Secrets by line. */
const ofSection = memo((section: SectionSyntax) => {
  const found = new Map<number, readonly string[]>();
  section.lines.forEach((line, index) => {
    if (isPlain(line.text)) return;
    const values = (at: number): readonly string[] => section.lines[at]?.words.map(({ value }) => value) ?? [];
    const secrets = secretsOfWordsBelow(values(index), values(index - 1));
    if (secrets.length > 0) found.set(index, secrets);
  });
  return found;
});

/** Most lines cannot hold a secret, which is seen at once. */
function isPlain(text: string): boolean {
  return plain.test(text) && !odd.test(text);
}

const plain = /^\s*(?:$|#|(?:server|bind|timeout|balance|mode|log|default_backend|use_backend|maxconn|retries)\s)/;
const odd = /[@=({]|md5sig|agent-send|ca-sign|bearer|basic/i;

/** A message that quotes a value of the file must stay readable when the value is megabytes of noise. */
function clip(message: string): string {
  return message.length <= 1000 ? message : `${message.slice(0, 999)}…`;
}
