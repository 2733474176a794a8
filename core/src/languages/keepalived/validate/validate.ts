import { keepAtMost } from '../../../base/keep.ts';
import { memo } from '../../../base/memo.ts';
import { formatVersion } from '../../../base/version.ts';
import { idIn } from '../config-ids.ts';
import { type Configuration, includesOf } from '../configuration.ts';
import { definitionsKey, definitionsUsed } from '../definitions.ts';
import { expansionLimit } from '../expansion.ts';
import type { BlockSyntax, KeepalivedSyntax } from '../parser.ts';
import type { PlacedIssue } from './issue.ts';
import { checkDefinitions, checkNames } from './names.ts';
import { type ChunkReading, type ReadChunk, readChunk } from './reader.ts';
import type { Reading } from './source.ts';
import { freshState, isBetweenBlocks } from './state.ts';

const unknown: Configuration['included'] = () => undefined;

/** As many as there are nodes for which a block can say different things. */
const mostKept = 64;

/** By version, id and definitions. */
const readingsOf = memo((_chunk: BlockSyntax) => new Map<string, ChunkReading>());

/**
 * What keepalived of a version reports of a configuration, changes in it or swallows, as the node with `configId`
 * reads it. A block between two others is read once as long as it is the same object, the definitions that it uses
 * are, and it includes nothing.
 */
export function validateKeepalived(syntax: KeepalivedSyntax, reading: Reading): PlacedIssue[] {
  const issues: PlacedIssue[] = [];
  const parts: ReadChunk[] = [];
  const version = formatVersion(reading.version);
  const full = expansionLimit({ syntax, included: reading.included ?? unknown }, reading.configId)?.chunk;
  const state = freshState();
  const add = (part: ReadChunk): void => {
    parts.push(part);
    for (const { id, severity, message, range, chunk: elsewhere, mend, word } of part.reading.issues) {
      const site = { chunk: elsewhere ?? part.chunk, range };
      issues.push({ id, severity, message, site, ...(mend && { mend }), ...(word && { word }) });
    }
    for (const inner of part.reading.included) add(inner);
  };
  for (const chunk of syntax.chunks) {
    const clean = isBetweenBlocks(state);
    const alone = clean && includesOf(chunk).length === 0;
    if (chunk === full) state.full = true;
    const putIn = !alone ? '' : state.full ? 'nothing' : definitionsKey(definitionsUsed(chunk, state.definitions));
    const key = alone ? `${version} ${idIn(chunk, putIn, reading.configId) ?? ''} ${putIn}` : undefined;
    let result = key === undefined ? undefined : readingsOf(chunk).get(key);
    if (result) for (const [name, lines] of result.defines) state.definitions.set(name, lines);
    else {
      if (clean) state.lostAt = undefined;
      result = readChunk(chunk, state, reading);
      if (key !== undefined && isBetweenBlocks(state)) keepAtMost(readingsOf(chunk), key, result, mostKept);
    }
    add({ chunk, reading: result });
  }
  for (const issue of checkNames(parts, reading.version)) issues.push(issue);
  for (const issue of checkDefinitions(parts, state.definitions)) issues.push(issue);
  return issues;
}
