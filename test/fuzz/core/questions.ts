import { filesOf } from '#core/cluster/cluster.ts';
import { normalTexts } from '#core/cluster/drift/normal-text.ts';
import { haproxyFiles } from '#core/languages/haproxy/config.ts';
import { keepalivedFiles } from '#core/languages/keepalived/config.ts';
import { completionAt, explanationAt, signatureAt } from '#core/workspace/assist.ts';
import { compareVersions } from '#core/workspace/compare-versions.ts';
import { counterparts } from '#core/workspace/counterpart.ts';
import { electionLine, electionMarkdown, electionsIn } from '#core/workspace/election-lens.ts';
import { foldsOf } from '#core/workspace/folding.ts';
import { formattingAfter, formattingOf } from '#core/workspace/formatting.ts';
import { linkCandidates, linksOf } from '#core/workspace/links.ts';
import { outlineOf } from '#core/workspace/outline.ts';
import { nameAt, namesOfFile, referencesAt, referencesInFile } from '#core/workspace/references.ts';
import { renamableAt, renameOnNodes } from '#core/workspace/rename.ts';
import { repairsFor } from '#core/workspace/repairs.ts';
import { replacementAt } from '#core/workspace/replacements.ts';
import { selectionsAt } from '#core/workspace/selection.ts';
import type { Snapshot } from '#core/workspace/snapshot.ts';
import { hasDirectives } from '#core/workspace/source-file.ts';
import { tokensOf } from '#core/workspace/tokens.ts';
import { callsFrom, callsTo, proxyAt } from '#core/workspace/traffic-calls.ts';
import { workspaceSymbols } from '#core/workspace/workspace-symbols.ts';
import { manifestText } from '#core/workspace/write-manifest.ts';
import { plainFinding, plainSite } from './plain.ts';

/** What a question is about: a snapshot, a file of it, a place in that. */
export interface Asked {
  readonly snapshot: Snapshot;
  readonly path: string;
  readonly offset: number;
}

export interface Question {
  readonly id: string;
  /** Whether it has to be asked of every file, at places, or once. */
  readonly of: 'file' | 'place' | 'workspace';
  /** It takes long by itself: asked now and then. */
  readonly heavy?: true;
  ask(asked: Asked): unknown;
}

const ofFile: readonly Question[] = [
  {
    id: 'findings',
    of: 'file',
    ask: ({ snapshot: s, path }) => s.fileFindings(path).map((one) => plainFinding(s, one)),
  },
  { id: 'settings', of: 'file', ask: ({ snapshot, path }) => snapshot.settingsFor(path) },
  { id: 'names', of: 'file', ask: withFile((file) => namesOfFile(file)) },
  { id: 'tokens', of: 'file', ask: withFile((file) => tokensOf(file).map(({ tokens }) => tokens)) },
  { id: 'directives', of: 'file', ask: withFile(hasDirectives) },
  { id: 'folds', of: 'file', ask: ({ snapshot, path }) => foldsOf(snapshot, path) },
  { id: 'outline', of: 'file', ask: ({ snapshot, path }) => outlineOf(snapshot, path) },
  {
    id: 'links',
    of: 'file',
    ask: ({ snapshot, path }) => linksOf(snapshot, path).map((link) => [link, linkCandidates(path, link.target)]),
  },
  {
    id: 'layout',
    of: 'file',
    ask: ({ snapshot, path }) => formattingOf(snapshot, path, { indent: '  ', align: true }),
  },
  {
    id: 'elections',
    of: 'file',
    ask: ({ snapshot, path }) => electionsIn(snapshot, path).map((one) => [electionLine(one), electionMarkdown(one)]),
  },
  {
    id: 'repairs',
    of: 'file',
    ask: ({ snapshot, path }) =>
      snapshot
        .fileFindings(path)
        .slice(0, 10)
        .map((finding) => repairsFor(snapshot, finding, finding.at)),
  },
];

const ofPlace: readonly Question[] = [
  { id: 'completion', of: 'place', ask: (at) => completionAt(...place(at)) },
  { id: 'hover', of: 'place', ask: (at) => explanationAt(...place(at)) },
  { id: 'signature', of: 'place', ask: (at) => signatureAt(...place(at)) },
  { id: 'name', of: 'place', ask: (at) => nameAt(...place(at)) },
  { id: 'references', of: 'place', ask: (at) => [referencesAt(...place(at)), referencesInFile(...place(at))] },
  { id: 'rename', of: 'place', ask: (at) => [renamableAt(...place(at)), renameOnNodes(...place(at), 'other')] },
  { id: 'rename-odd', of: 'place', ask: (at) => renameOnNodes(...place(at), 'constructor') },
  { id: 'selections', of: 'place', ask: (at) => selectionsAt(...place(at)) },
  { id: 'replacement', of: 'place', ask: (at) => replacementAt(...place(at)) },
  {
    id: 'counterparts',
    of: 'place',
    ask: (at) =>
      counterparts(...place(at)).map(({ node, what, at: there }) => [node, what, plainSite(at.snapshot, there)]),
  },
  {
    id: 'calls',
    of: 'place',
    ask: (at) => {
      const proxy = proxyAt(...place(at));
      return proxy && [callsFrom(at.snapshot, proxy), callsTo(at.snapshot, proxy)];
    },
  },
  {
    id: 'layout-typed',
    of: 'place',
    ask: (at) => ['\n', '}'].map((typed) => formattingAfter(...place(at), typed, { indent: '\t', align: false })),
  },
];

const ofWorkspace: readonly Question[] = [
  {
    id: 'clusters',
    of: 'workspace',
    ask: ({ snapshot }) =>
      snapshot.clusters().map(({ id, name, why, nodes, groups }) => ({
        id,
        name,
        why,
        nodes: nodes.map((node) => [
          node.name,
          filesOf(node, haproxyFiles).map((file) => file.path),
          filesOf(node, keepalivedFiles).map((f) => f.path),
        ]),
        groups: groups.map((group) => [group.name, group.candidates.map(({ node, name }) => [node.name, name])]),
      })),
  },
  {
    id: 'cluster-findings',
    of: 'workspace',
    ask: ({ snapshot }) => snapshot.clusterFindings().map((one) => plainFinding(snapshot, one)),
  },
  {
    id: 'symbols',
    of: 'workspace',
    ask: ({ snapshot }) => ['', 'b', 'web', 'to'].map((text) => workspaceSymbols(snapshot, text)),
  },
  { id: 'manifest', of: 'workspace', ask: ({ snapshot }) => manifestText(snapshot.clusters(), '') },
  {
    id: 'node-texts',
    of: 'workspace',
    ask: ({ snapshot }) =>
      snapshot
        .clusters()
        .map(({ nodes }) => normalTexts(nodes.filter((node) => filesOf(node, haproxyFiles).length > 0))),
  },
  {
    id: 'versions',
    of: 'workspace',
    heavy: true,
    ask: ({ snapshot }) => {
      const { added, gone } = compareVersions(
        snapshot,
        undefined,
        new Map([
          ['haproxy', [2, 4]],
          ['keepalived', [2, 2, 8]],
        ]),
      );
      return [added, gone].map((list) => list.map(({ rule, message, at }) => [rule, message, at.path]));
    },
  },
];

/** Everything that adapters ask of the core, but for pictures and reports: see outputs.ts. */
export const questions: readonly Question[] = [...ofFile, ...ofPlace, ...ofWorkspace];

function place({ snapshot, path, offset }: Asked): [Snapshot, string, number] {
  return [snapshot, path, offset];
}

type File = Parameters<typeof namesOfFile>[0];

function withFile(ask: (file: File) => unknown): (asked: Asked) => unknown {
  return ({ snapshot, path }) => {
    const file = snapshot.files.get(path);
    return file && ask(file);
  };
}
