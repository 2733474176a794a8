import { formatVersion } from '../../../base/version.ts';
import type { BlockSyntax, KeepalivedSyntax } from '../parser.ts';
import type { PlacedIssue } from './issue.ts';
import { checkNames } from './names.ts';
import { type ChunkReading, type Reading, readChunk } from './reader.ts';
import { freshState, isBetweenBlocks } from './state.ts';

const readings = new WeakMap<BlockSyntax, Map<string, ChunkReading>>();

/**
 * What keepalived of a version reports of a file, changes in it or swallows, as the node with `configId` reads it.
 * A block between two others is read once as long as it is the same object.
 */
export function validateKeepalived(syntax: KeepalivedSyntax, reading: Reading): PlacedIssue[] {
  const issues: PlacedIssue[] = [];
  const parts: { readonly chunk: BlockSyntax; readonly reading: ChunkReading }[] = [];
  const prefix = `${formatVersion(reading.version)} ${reading.configId ?? ''}`;
  let state = freshState();
  for (const chunk of syntax.chunks) {
    const clean = isBetweenBlocks(state);
    const key = clean && state.definitions.lines.size === 0 ? prefix : undefined;
    const known = key === undefined ? undefined : readings.get(chunk)?.get(key);
    if (clean) state = freshState(state.definitions);
    const result = known ?? readChunk(chunk, state, reading);
    if (!known && key !== undefined && isBetweenBlocks(state) && state.definitions.lines.size === 0) {
      keep(chunk, key, result);
    }
    parts.push({ chunk, reading: result });
    for (const issue of result.issues) {
      const { id, severity, message, range } = issue;
      issues.push({ id, severity, message, site: { chunk: issue.chunk ?? chunk, range } });
    }
  }
  issues.push(...checkNames(parts));
  return issues;
}

function keep(chunk: BlockSyntax, key: string, result: ChunkReading): void {
  const kept = readings.get(chunk);
  if (kept && kept.size < 16) kept.set(key, result);
  else readings.set(chunk, new Map([[key, result]]));
}
