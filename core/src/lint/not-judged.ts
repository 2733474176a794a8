import type { Failure } from '../base/failure.ts';
import type { FileSite } from '../cluster/cluster.ts';
import type { Chunk } from '../syntax/chunk.ts';
import type { Finding } from './finding.ts';

/** The published id of findings about haconf itself: something of it failed, and what it would have said is missing. */
export const notJudgedRule = 'haconf/not-judged';

/**
 * Stands where the answer of something that failed is missing. Being a finding, it is kept, published and printed with
 * the others, so that nobody takes silence for approval.
 */
export function notJudged(failure: Failure, at: FileSite): Finding {
  return {
    rule: notJudgedRule,
    severity: 'warning',
    message: `haconf could not judge this completely: ${failure.what} failed (${failure.kind}), and what it would have said is missing. This is a mistake in haconf, not in the file: please report it.`,
    at,
    related: [],
    failure,
  };
}

/** The place of a finding about a file as a whole. */
export function startOf(path: string, chunks: readonly Chunk[]): FileSite {
  const [chunk = nowhere] = chunks;
  return { path, site: { chunk, range: { start: 0, end: firstLineEnd(chunk.text) } } };
}

const nowhere: Chunk = { text: '', lines: [], lineStarts: [], errors: [] };

function firstLineEnd(text: string): number {
  const end = text.indexOf('\n');
  return end < 0 ? text.length : end;
}
