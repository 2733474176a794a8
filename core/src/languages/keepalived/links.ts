import { memo } from '../../base/memo.ts';
import { shiftRange } from '../../base/text-range.ts';
import { type FileLink, linkOf } from '../../catalog/file-link.ts';
import { chunkStart } from '../../syntax/chunk.ts';
import type { KeepalivedSyntax } from './parser.ts';
import { rolesIn } from './roles.ts';

const keepalivedArguments: ReadonlySet<string> = new Set(['command', 'file', 'path', 'pattern']);

/** The names of files, folders and programs in a file. */
export const keepalivedLinks: (syntax: KeepalivedSyntax) => readonly FileLink[] = memo((syntax: KeepalivedSyntax) =>
  syntax.chunks.flatMap((chunk) =>
    rolesIn(chunk).flatMap((role) => {
      const named = role.argument?.name ?? '';
      // The path of an HTTP check is one of a URL.
      if (role.kind !== 'value' || !keepalivedArguments.has(named) || role.keyword === 'path') return [];
      const links = linkOf(chunk.text, role, 0, undefined);
      const isProgram = named !== 'command' || links[0]?.target.startsWith('/');
      const start = chunkStart(syntax, chunk) ?? 0;
      return isProgram ? links.map(({ range, target }) => ({ range: shiftRange(range, start), target })) : [];
    }),
  ),
);
