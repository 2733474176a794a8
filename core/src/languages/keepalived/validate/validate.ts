import { formatVersion } from '../../../base/version.ts';
import { definitionsKey, definitionsUsed } from '../definitions.ts';
import type { BlockSyntax, KeepalivedSyntax } from '../parser.ts';
import type { PlacedIssue } from './issue.ts';
import { checkNames } from './names.ts';
import { type ChunkReading, readChunk } from './reader.ts';
import type { Reading } from './source.ts';
import { freshState, isBetweenBlocks } from './state.ts';

const readings = new WeakMap<BlockSyntax, Map<string, ChunkReading>>();

/**
 * What keepalived of a version reports of a file, changes in it or swallows, as the node with `configId` reads it.
 * A block between two others is read once as long as it is the same object and the definitions that it uses are.
 */
export function validateKeepalived(syntax: KeepalivedSyntax, reading: Reading): PlacedIssue[] {
  const issues: PlacedIssue[] = [];
  const parts: { readonly chunk: BlockSyntax; readonly reading: ChunkReading }[] = [];
  const prefix = `${formatVersion(reading.version)} ${reading.configId ?? ''}`;
  const state = freshState();
  for (const chunk of syntax.chunks) {
    const key = isBetweenBlocks(state) ? prefix + definitionsKey(definitionsUsed(chunk, state.definitions)) : undefined;
    let result = key === undefined ? undefined : readings.get(chunk)?.get(key);
    if (result) for (const [name, lines] of result.defines) state.definitions.set(name, lines);
    else {
      if (key !== undefined) state.lostAt = undefined;
      result = readChunk(chunk, state, reading);
      if (key !== undefined && isBetweenBlocks(state)) keep(chunk, key, result);
    }
    parts.push({ chunk, reading: result });
    for (const { id, severity, message, range, chunk: elsewhere, mend } of result.issues) {
      issues.push({ id, severity, message, site: { chunk: elsewhere ?? chunk, range }, ...(mend && { mend }) });
    }
  }
  for (const issue of checkNames(parts)) issues.push(issue);
  return issues;
}

function keep(chunk: BlockSyntax, key: string, result: ChunkReading): void {
  const kept = readings.get(chunk);
  if (kept && kept.size < 16) kept.set(key, result);
  else readings.set(chunk, new Map([[key, result]]));
}
