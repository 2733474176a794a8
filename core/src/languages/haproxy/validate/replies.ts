import { parseGrammar } from './grammar.ts';
import { replyGrammar } from './grammar-actions.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';

/** Bodies whose text is at hand; a file may be empty, and needs no type then. */
const payloads: ReadonlySet<string> = new Set(['string', 'lf-string']);
const bodies: ReadonlySet<string> = new Set([
  ...payloads,
  'file',
  'lf-file',
  'errorfile',
  'errorfiles',
  'default-errorfiles',
]);

/** `http-error status <code> …`. */
export function checkHttpError(line: DirectiveLine): void {
  const status = line.values.indexOf('status');
  if (status < 0 && line.allKnown) {
    return void line.error('missing-argument', 0, '"http-error" needs "status" with the code that the page is for.');
  }
  if (matchGrammar(line, parseGrammar(`${replyGrammar.replace('<int:200,599>', '<status>')} $`), 1) === undefined)
    return;
  checkReply(line, 1, line.length);
}

/** What the parts of a reply (`return`, `deny`, `http-error`) ask of each other, in words `first` to `end` (exclusive). */
export function checkReply(line: DirectiveLine, first: number, end: number): boolean {
  let body = -1;
  let hasType = false;
  for (let at = first; at < end; ) {
    if (!line.known(at)) return true;
    const word = line.value(at);
    if (bodies.has(word)) {
      if (body >= 0) {
        return line.error('extra-argument', at, `A reply has one body, and "${line.value(body)}" gave it already.`);
      }
      body = at;
    }
    hasType ||= word === 'content-type';
    at += word === 'hdr' ? 3 : word === 'default-errorfiles' ? 1 : 2;
  }
  if (hasType && (body < 0 || /^(?:errorfiles?|default-errorfiles)$/.test(line.value(body)))) {
    const why = body < 0 ? 'there is no body' : 'the page brings its own';
    const at = line.values.indexOf('content-type', first);
    line.warn('invalid-value', at, `"content-type" does nothing here: ${why}. HAProxy warns.`);
  }
  // An empty body needs no type, and what a variable holds may be empty.
  const empty = !line.has(body + 1) && line.known(body + 1);
  if (body < 0 || hasType || empty || !payloads.has(line.value(body))) return true;
  return line.error('missing-argument', body, `A body needs "content-type" with its type, such as "text/plain".`);
}
