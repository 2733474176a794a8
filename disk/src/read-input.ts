import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { reasonOf } from './reasons.ts';

/** What came through, or why it is not known. */
export type Input = { readonly bytes: Buffer } | { readonly reason: string } | 'too-large';

/** How often a pipe is looked at that has nothing at the moment and does not wait by itself. Milliseconds. */
const rest = 10;
/** The most that is asked for at once. */
const piece = 64 * 1024;

/**
 * Reads what a program or a user writes to an inherited descriptor, such as standard input (0), to its end. It waits for
 * them as long as it takes, and reads little more than `limit` bytes.
 */
export function readInherited(descriptor: number, limit: number): Input {
  try {
    if (fstatSync(descriptor).isDirectory()) return { reason: 'it is a folder' };
    return readToEnd(descriptor, limit);
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** Reads a named pipe, unless nothing comes for `patience` milliseconds. */
export function readPipe(path: string, limit: number, patience: number): Input {
  try {
    const pipe = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return readToEnd(pipe, limit, patience);
    } finally {
      closeSync(pipe);
    }
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** With a `patience`, an end before the first byte is none: whoever writes is still to come. */
function readToEnd(descriptor: number, limit: number, patience?: number): Input {
  const pieces: Buffer[] = [];
  let length = 0;
  for (let last = Date.now(); ; ) {
    const buffer = Buffer.allocUnsafe(piece);
    const count = readSome(descriptor, buffer);
    if (count !== undefined && count > 0) {
      pieces.push(buffer.subarray(0, count));
      length += count;
      if (length > limit) return 'too-large';
      last = Date.now();
      continue;
    }
    if (count === 0 && (length > 0 || patience === undefined)) return { bytes: Buffer.concat(pieces) };
    if (patience !== undefined && Date.now() - last >= patience) {
      return { reason: `nobody wrote to this pipe for ${patience / 1000} seconds` };
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, rest);
  }
}

/** How much was read; 0 at the end, undefined where there is nothing at the moment. */
function readSome(descriptor: number, buffer: Buffer): number | undefined {
  try {
    return readSync(descriptor, buffer, 0, buffer.length, null);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // Windows says EOF where a pipe ends.
    if (code === 'EOF') return 0;
    if (code === 'EAGAIN' || code === 'EINTR') return undefined;
    throw error;
  }
}
