import type { TextRange } from '../../base/text-range.ts';

/** Names that HAProxy fills in itself. */
const own = /^\.(?:FILE|LINE|SECTION)$/;

/**
 * Why HAProxy does not read the `$` at an index, inside double quotes, as the start of an environment variable; undefined
 * when it does. Forms that came with a version (`${NAME-default}`) are taken for good. `closeFrom` gives the first `}` of
 * the line from an index on, or -1: a line may hold thousands of variables.
 */
export function variableError(
  text: string,
  at: number,
  end: number,
  closeFrom: (index: number) => number,
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
  const behind = text.startsWith('[*]', after) ? after + 3 : after;
  if (text[behind] === '}') return undefined;
  if (text[behind] === '-') {
    const close = closeFrom(behind);
    if (close >= 0 && close < end) return undefined;
  }
  return {
    message: 'The "}" behind the name of this variable is missing: HAProxy refuses the file.',
    range: { start: at, end: after },
  };
}

/** Finds the next one of a sign in a text, for places that are asked in order, in one walk over the text. */
export function finderOf(text: string, sign: string): (index: number) => number {
  let known = -2;
  return (index) => {
    if (known === -2 || (known >= 0 && known < index)) known = text.indexOf(sign, index);
    return known;
  };
}
