import { memo } from '../base/memo.ts';
import { shiftRange, type TextRange } from '../base/text-range.ts';
import type { Role } from '../catalog/role.ts';
import type { HaproxyConfig } from '../languages/haproxy/config.ts';
import { rolesIn as sectionRoles } from '../languages/haproxy/roles.ts';
import { rolesIn } from '../languages/keepalived/roles.ts';
import { type Chunk, chunkStart } from '../syntax/chunk.ts';
import type { Snapshot } from './snapshot.ts';
import { type HaproxyFile, haproxyConfig, type KeepalivedFile } from './source-file.ts';

/** A place of a file that names another file. */
export interface FileLink {
  readonly range: TextRange;
  /** The other file as the program on the machine finds it: absolute, or relative to the folder it works in. */
  readonly target: string;
}

/** The names of files and folders in a file. Those that depend on the environment, and patterns, are none. */
export function linksOf(snapshot: Snapshot, path: string): readonly FileLink[] {
  const file = snapshot.files.get(path);
  if (file?.language === 'haproxy') return haproxyLinks(file);
  return file?.language === 'keepalived' ? keepalivedLinks(file) : [];
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

const haproxyLinks = memo((file: HaproxyFile): readonly FileLink[] => {
  const bases = basesOf(haproxyConfig(file));
  return file.syntax.chunks.flatMap((section) => {
    const start = chunkStart(file.syntax, section) ?? 0;
    const roles = sectionRoles(section);
    return section.lines.flatMap((line, index) =>
      (roles[index] ?? []).flatMap((role) => {
        const named = role.argument?.name;
        if (role.kind !== 'value' || !(named === 'file' || named === 'folder' || named === 'config file')) return [];
        const base = bases.get(role.keyword ?? '');
        return linkOf(line.text, role, start + (section.lineStarts[index] ?? 0), base);
      }),
    );
  });
});

/** The folder in which relative paths behind a keyword start. */
function basesOf(config: HaproxyConfig): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const section of config.sections) {
    for (const { keyword, args } of section.directives) {
      const folder = args[0]?.known ? args[0].value : undefined;
      if (folder === undefined) continue;
      if (keyword === 'crt-base') for (const user of ['crt', 'crt-list', 'default-crt']) found.set(user, folder);
      if (keyword === 'ca-base') for (const user of ['ca-file', 'crl-file', 'ca-verify-file']) found.set(user, folder);
    }
  }
  return found;
}

const keepalivedArguments: ReadonlySet<string> = new Set(['command', 'file', 'path', 'pattern']);

const keepalivedLinks = memo((file: KeepalivedFile): readonly FileLink[] =>
  file.syntax.chunks.flatMap((chunk: Chunk) =>
    rolesIn(chunk as (typeof file.syntax.chunks)[number]).flatMap((role) => {
      const named = role.argument?.name ?? '';
      // The path of an HTTP check is one of a URL.
      if (role.kind !== 'value' || !keepalivedArguments.has(named) || role.keyword === 'path') return [];
      const links = linkOf(chunk.text, role, 0, undefined);
      const isProgram = named !== 'command' || links[0]?.target.startsWith('/');
      const start = chunkStart(file.syntax, chunk) ?? 0;
      return isProgram ? links.map(({ range, target }) => ({ range: shiftRange(range, start), target })) : [];
    }),
  ),
);

/** The path that a role's text starts with, without quotes; a command in quotes goes on behind it. */
function linkOf(text: string, { range }: Role, offset: number, base: string | undefined): FileLink[] {
  const match = /^["']?([^\s"'$*?[\]{}\\]+)(?=["'\s]|$)/.exec(text.slice(range.start, range.end));
  const written = match?.[1];
  if (match === null || written === undefined || /^(?:\d+|@|%)/.test(written)) return [];
  const start = offset + range.start + match[0].length - written.length;
  const target = base === undefined || written.startsWith('/') ? written : `${base}/${written}`;
  return [{ range: { start, end: start + written.length }, target }];
}
