import type { TextRange } from '../../base/text-range.ts';

/** Names that HAProxy fills in itself. */
const own = /^\.(?:FILE|LINE|SECTION)$/;

/**
 * Why HAProxy does not read the `$` at an index, inside double quotes, as the start of an environment variable; undefined
 * when it does. Forms that came with a version (`${NAME-default}`) are taken for good.
 */
export function variableError(
  text: string,
  at: number,
  end: number,
): { message: string; range: TextRange } | undefined {
  const braced = text[at + 1] === '{';
  const start = at + (braced ? 2 : 1);
  const name = /^\.?[A-Za-z_][A-Za-z0-9_]*/.exec(text.slice(start, end))?.[0] ?? '';
  const after = start + name.length;
  if (name === '' || (name.startsWith('.') && !own.test(name))) {
    return {
      message:
        'Inside double quotes "$" starts the name of an environment variable, and there is none here: HAProxy refuses the file. Write "\\$" for the sign itself, or use single quotes.',
      range: { start: at, end: Math.min(start + 1, end) },
    };
  }
  if (!braced) return undefined;
  const rest = text.slice(after, end);
  if (/^(?:\[\*\])?(?:-[^}]*)?\}/.test(rest)) return undefined;
  return {
    message: 'The "}" behind the name of this variable is missing: HAProxy refuses the file.',
    range: { start: at, end: after },
  };
}
