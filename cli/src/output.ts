import { fstatSync, writeSync } from 'node:fs';

/**
 * Writes a text to standard output (1) or standard error (2), all of it, before it returns. The streams of `process`
 * would do the same; making them takes 12 ms.
 *
 * A reader that has seen enough (`| head`) is no error. Throws what else the system says, such as that the disk is full.
 */
export function write(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      wait(5);
    }
  }
}

/** Milliseconds until a pipe is tried again that was full and does not wait by itself. */
function wait(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Whether a descriptor may be a terminal; to know it for certain costs as much as its stream. */
export function mayBeTerminal(descriptor: 1 | 2): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    // It is closed.
    return false;
  }
}
