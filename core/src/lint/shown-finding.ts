import { memo } from '../base/memo.ts';
import { oneLine } from '../base/one-line.ts';
import { withoutSecrets } from '../catalog/hide-secrets.ts';
import { type Cluster, type FileSite, filesOf } from '../cluster/cluster.ts';
import type { SectionSyntax } from '../languages/haproxy/parser.ts';
import { mayHoldSecret, secretsOfWordsBelow } from '../languages/haproxy/secrets.ts';
import { keepalivedFiles } from '../languages/keepalived/config.ts';
import type { BlockSyntax } from '../languages/keepalived/parser.ts';
import { keepalivedSecrets } from '../languages/keepalived/secrets.ts';
import { type Chunk, lineAt } from '../syntax/chunk.ts';
import { shownExpressions } from '../syntax/template-text.ts';
import { allPlacesOf, type Finding, type Fix } from './finding.ts';

/** The blocks of keepalived that are read together, whose definitions count for a finding. */
export type KeepalivedChunks = readonly BlockSyntax[];

/**
 * The finding as people may see it, wherever it ends up: each text is one line of readable length, and holds none of
 * the secrets of the lines that it is about. All findings come through here, so no rule has to think of it.
 */
export function shownFinding(found: Finding, together: KeepalivedChunks = []): Finding {
  const { message, related, fixes } = found;
  const secrets = secretsOf(allPlacesOf(found), together);
  const show = (text: string): string => shownWithout(secrets, text);
  const showFix = (fix: Fix): Fix => {
    const withSecret = fix.edits.some(({ text }) => secrets.some((set) => withoutSecrets(text, set) !== text));
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
  return shownWithout(secretsOf(places, together), text);
}

type Secrets = readonly ReadonlySet<string>[];

function shownWithout(secrets: Secrets, text: string): string {
  let shown = text;
  for (const set of secrets) shown = withoutSecrets(shown, set);
  return clip(oneLine(shownExpressions(shown)));
}

function secretsOf(places: readonly FileSite[], together: KeepalivedChunks): Secrets {
  // Most findings are about a place of a block without any.
  let found: Set<ReadonlySet<string>> | undefined;
  const add = (secrets: ReadonlySet<string>): void => {
    if (secrets.size > 0) found = (found ?? new Set()).add(secrets);
  };
  for (const { site } of places) add(secretsAround(site.chunk, site.range.start));
  if (together.length > 0) add(keepalivedSecrets(together));
  return found ? [...found] : none;
}

const none: readonly never[] = [];
const noSecrets: ReadonlySet<string> = new Set();

/** The blocks of all nodes’ keepalived files. */
export const chunksOfCluster: (cluster: Cluster) => KeepalivedChunks = memo((cluster: Cluster) =>
  cluster.nodes.flatMap((node) =>
    filesOf(node, keepalivedFiles).flatMap(({ config }) =>
      config.configuration.files.flatMap(({ syntax }) => syntax.chunks),
    ),
  ),
);

/** Of a section with more secrets those of the lines around count, which is what a message may quote. */
const mostSecrets = 200;
const around = 2;

function secretsAround(chunk: Chunk, offset: number): ReadonlySet<string> {
  if ('lineWords' in chunk) return ofBlock(chunk as BlockSyntax);
  if (!('hasHeader' in chunk)) return noSecrets;
  const { byLine, all } = ofSection(chunk as SectionSyntax);
  if (all.size <= mostSecrets) return all;
  const line = lineAt(chunk, offset)?.index ?? 0;
  const near = new Set<string>();
  for (let index = line - around; index <= line + around; index++) {
    for (const secret of byLine.get(index) ?? []) near.add(secret);
  }
  return near;
}

const ofBlock = memo((chunk: BlockSyntax) => keepalivedSecrets([chunk]));

interface SectionSecrets {
  readonly byLine: ReadonlyMap<number, readonly string[]>;
  readonly all: ReadonlySet<string>;
}

const withoutAny: SectionSecrets = { byLine: new Map(), all: noSecrets };

const ofSection = memo((section: SectionSyntax): SectionSecrets => {
  const { lines } = section;
  let byLine: Map<number, readonly string[]> | undefined;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (!line || !mayHoldSecret(line.values, line.text)) continue;
    const secrets = secretsOfWordsBelow(line.values, lines[index - 1]?.values ?? none);
    if (secrets.length === 0) continue;
    byLine ??= new Map();
    byLine.set(index, secrets);
  }
  return byLine ? { byLine, all: new Set([...byLine.values()].flat()) } : withoutAny;
});

/** A message that quotes a value of the file must stay readable when the value is megabytes of noise. */
function clip(message: string): string {
  return message.length <= 1000 ? message : `${message.slice(0, 999)}…`;
}
