import { fstatSync, writeSync } from 'node:fs';
import { escapedForm, oneLine } from '#core/base/one-line.ts';
import { painted } from './style.ts';

/**
 * Writes a text to standard output (1) or standard error (2), all of it, before it returns. The streams of `process`
 * would do the same; making them takes 12 ms.
 *
 * This is the only way out: of everything that does something to a terminal, lines and the colours of our own style go
 * through, whatever a file or a name holds. Names are on one line when they come here (`oneLine`).
 *
 * A reader that has seen enough (`| head`) is no error. Throws what else the system says, such as that the disk is full.
 */
export function write(descriptor: 1 | 2, text: string): void {
  writeAll(descriptor, painted(harmless(text)));
}

/** Shows a text in the terminal's current line, in place of what was there; an empty one leaves the line empty. */
export function writeOver(text: string): void {
  try {
    writeSync(2, `\r${text === '' ? '\u001b[K' : oneLine(text)}`);
  } catch {
    // A terminal that is gone is no reason to stop: nobody looks.
  }
}

/** All but tab, line feed, and what our own style marks its colours with. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are to be shown in a harmless form
const harmful = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** In JSON, too, the form means the character that it stands for. */
function harmless(text: string): string {
  return text.replace(harmful, escapedForm);
}

function writeAll(descriptor: 1 | 2, text: string): void {
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
