import { memo } from '../../base/memo.ts';
import type { Site } from '../../syntax/chunk.ts';
import type { BlockSyntax, KeepalivedSyntax } from './parser.ts';
import type { Statement } from './statement-tree.ts';

/** The nodes that a configuration is written for. */
export interface ConfigIds {
  /** The ids that its conditional lines (`@id …`) name, in order, as many as are read. */
  readonly ids: readonly string[];
  /** The first line for one that is not read, and how many there are. */
  readonly left?: { readonly site: Site; readonly count: number };
}

/** No cluster has more nodes. */
const most = 64;
/** Every id is another reading of the whole text: of a long one there are fewer. In characters, for all readings. */
const mostText = 1_000_000;
const fewest = 4;

/** The ids for which a configuration is read. */
export const conditionalIds: (syntax: KeepalivedSyntax) => ConfigIds = memo((syntax: KeepalivedSyntax): ConfigIds => {
  const limit = Math.min(most, Math.max(fewest, Math.floor(mostText / Math.max(1, syntax.length))));
  const ids = new Set<string>();
  const others = new Set<string>();
  let site: Site | undefined;
  for (const chunk of syntax.chunks) {
    for (const [id, range] of idsIn(chunk)) {
      if (ids.has(id)) continue;
      if (ids.size < limit) ids.add(id);
      else {
        site ??= { chunk, range };
        others.add(id);
      }
    }
  }
  return { ids: [...ids], ...(site && { left: { site, count: others.size } }) };
});

/** The ids that the file's conditional lines (`@id …`) name, in order: the nodes it is written for. */
export function configIdsOf(syntax: KeepalivedSyntax): readonly string[] {
  return conditionalIds(syntax).ids;
}

/**
 * The id of a node as far as a chunk tells it from others: undefined where no line of the chunk names it, so that the
 * chunk means the same for all such nodes. `putIn`: what definitions put into it, which may have conditions as well.
 */
export function idIn(chunk: BlockSyntax, putIn: string, configId: string | undefined): string | undefined {
  if (configId === undefined || putIn.includes('@')) return configId;
  if (!chunk.text.includes('@')) return undefined;
  return idsIn(chunk).has(configId) || chunk.text.includes('\0') ? configId : undefined;
}

const noIds: ReadonlyMap<string, Site['range']> = new Map();

/** The ids that a chunk's conditional lines name, with where they do first. */
const idsIn = memo((chunk: BlockSyntax): ReadonlyMap<string, Site['range']> => {
  if (!chunk.text.includes('@')) return noIds;
  const ids = new Map<string, Site['range']>();
  const open: Statement[] = [...chunk.statements].reverse();
  for (let statement = open.pop(); statement; statement = open.pop()) {
    for (const { value, range } of statement.words) {
      if (!value.startsWith('@')) break;
      const id = value.replace(/^@\^?/, '');
      if (!ids.has(id)) ids.set(id, range);
    }
    const inner = statement.block?.statements ?? [];
    for (let index = inner.length - 1; index >= 0; index--) open.push(inner[index] as Statement);
  }
  return ids;
});
