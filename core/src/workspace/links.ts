import type { FileLink } from '../catalog/file-link.ts';
import type { Snapshot } from './snapshot.ts';

/** The names of files and folders in a file. Those that depend on the environment, and patterns, are none. */
export function linksOf(snapshot: Snapshot, path: string): readonly FileLink[] {
  const file = snapshot.files.get(path);
  return file?.language.linksIn?.(file) ?? [];
}

/** No path goes through more folders: each of them is one candidate more, and longer. */
const deepest = 100;

/**
 * Where the target of a link may be, seen from the file that names it, the likeliest place first.
 *
 * A repository holds the files of a machine below some folder, so `/etc/haproxy/errors/503.http` in
 * `lb1/etc/haproxy/haproxy.cfg` is `lb1/etc/haproxy/errors/503.http`; or it holds only a part of the folders, and
 * then `errors/503.http` beside the file is meant. The path on this very machine comes last.
 */
export function linkCandidates(path: string, target: string): readonly string[] {
  const scheme = /^[a-z][\w+.-]*:\/\/[^/]*/i.exec(path)?.[0] ?? '';
  const folders = path.slice(scheme.length).split('/').slice(0, -1);
  const segments = target.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.length === 0 || segments.length > deepest || segments.includes('..')) return [];
  const encoded = scheme === '' ? segments : segments.map(encodeURIComponent);
  const join = (from: readonly string[], rest: readonly string[]): string => scheme + [...from, ...rest].join('/');
  const found: string[] = [];
  for (let depth = folders.length; depth > 1; depth--) found.push(join(folders.slice(0, depth), encoded));
  if (target.startsWith('/')) {
    for (let skip = 1; skip < encoded.length; skip++) found.push(join(folders, encoded.slice(skip)));
  }
  found.push(join(folders.slice(0, 1), encoded));
  return [...new Set(found)];
}
