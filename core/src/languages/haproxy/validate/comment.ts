import { lexLine } from '../lexer.ts';

/** The comment at the end of a line, from its `#` on; undefined where there is none. */
export function commentOf(text: string): string | undefined {
  return lexLine(text)
    .tokens.find(({ kind }) => kind === 'comment')
    ?.text.trimEnd();
}
