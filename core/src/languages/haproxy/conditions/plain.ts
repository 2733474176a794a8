/**
 * Whether a test is of a kind that is often written, and plainly right: nobody has to read it word by word then. Its words
 * are those with the indexes from `from` to before `end`.
 */
export function isPlainTest(values: readonly string[], from: number, end: number): boolean {
  const keyword = values[from] ?? '';
  let at = from + 1;
  if (at === end) return !/[,-]/.test(keyword);
  const pattern = patterns.get(keyword);
  if (!pattern) return false;
  if (values[at] === '-i') at++;
  if (at === end) return false;
  for (; at < end; at++) if (!pattern.test(values[at] ?? '')) return false;
  return true;
}

const path = /^\/[\w./-]*$/;
const partOfPath = /^[./][\w./-]*$/;
const name = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
const address = /^[\da-f]*[.:][\da-f.:]*(?:\/\d+)?$/;
const port = /^\d+$/;

/** What patterns look like behind each keyword. */
const patterns: ReadonlyMap<string, RegExp> = new Map([
  ['path', path],
  ['path_beg', path],
  ['path_dir', partOfPath],
  ['path_end', partOfPath],
  ['path_sub', partOfPath],
  ['hdr(host)', name],
  ['req.hdr(host)', name],
  ['hdr(Host)', name],
  ['req.hdr(Host)', name],
  ['hdr_beg(host)', name],
  ['hdr_dom(host)', name],
  ['hdr_end(host)', /^\.?[a-z0-9-]+(?:\.[a-z0-9-]+)+$/],
  ['src', address],
  ['dst', address],
  ['dst_port', port],
  ['src_port', port],
  ['status', port],
  ['method', /^(?:CONNECT|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT|TRACE)$/],
]);
