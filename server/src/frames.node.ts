import type { Readable } from 'node:stream';

/** No message is longer: the longest text that haconf takes up, escaped, with room. Bytes. */
const mostBytes = 512 * 1024 * 1024;
const mostHeaderBytes = 4096;

/**
 * Looks at the frames of the protocol as they come in, and ends where one is wrong: behind a length that is none nobody
 * can tell where the next message starts, and the library would wait for it for ever. `broken` is told what is wrong.
 */
export function watchFrames(input: Readable, broken: (reason: string) => void): void {
  let body = 0;
  let header = '';
  let ended = false;
  const stop = (reason: string): void => {
    ended = true;
    broken(reason);
  };
  input.on('data', (data: Buffer | string) => {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    let at = 0;
    while (!ended && at < bytes.length) {
      if (body > 0) {
        const taken = Math.min(body, bytes.length - at);
        body -= taken;
        at += taken;
        continue;
      }
      // Headers are short: looked at byte by byte they cost nothing.
      header += String.fromCharCode(bytes[at++] ?? 0);
      if (header.endsWith('\r\n\r\n')) {
        const length = lengthIn(header);
        header = '';
        if (length === undefined) stop('a message without a valid Content-Length');
        else if (length > mostBytes) stop(`a message of ${length} bytes`);
        else body = length;
      } else if (header.length > mostHeaderBytes) stop('a header without an end');
    }
  });
}

/** Undefined unless every line of the header is one, and one of them is the length: what else there is, others read otherwise. */
function lengthIn(header: string): number | undefined {
  const lines = header.slice(0, -4).split('\r\n');
  if (lines.some((line) => !/^[\w-]+:[^\r\n]*$/.test(line))) return undefined;
  const lengths = lines.filter((line) => /^content-length:/i.test(line));
  const [, digits] = /^[\w-]+:[ \t]*(\d{1,15})[ \t]*$/.exec(lengths[0] ?? '') ?? [];
  return lengths.length !== 1 || digits === undefined ? undefined : Number(digits);
}
