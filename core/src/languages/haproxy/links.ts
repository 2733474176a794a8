import { memo } from '../../base/memo.ts';
import { type FileLink, linkOf } from '../../catalog/file-link.ts';
import { chunkStart } from '../../syntax/chunk.ts';
import type { HaproxyConfig } from './config.ts';
import { lowerHaproxy } from './lower.ts';
import type { HaproxySyntax } from './parser.ts';
import { rolesIn } from './roles.ts';

/** The names of files and folders in a file. */
export const haproxyLinks: (syntax: HaproxySyntax) => readonly FileLink[] = memo((syntax: HaproxySyntax) => {
  const bases = basesOf(lowerHaproxy(syntax));
  return syntax.chunks.flatMap((section) => {
    const start = chunkStart(syntax, section) ?? 0;
    const roles = rolesIn(section);
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
