import type { Site } from '../../syntax/chunk.ts';
import type { Word } from '../../syntax/line.ts';
import type { Value } from './config.ts';
import type { BlockSyntax } from './parser.ts';
import type { ActiveStatement } from './statements.ts';

export function wordSite(chunk: BlockSyntax, word: Word): Site {
  return { chunk, range: word.range };
}

/** The first argument as text, unless it depends on something unknown. */
export function textValue(statement: ActiveStatement): Value<string> | undefined {
  const word = statement.args[0];
  return word?.known ? { value: word.value, site: wordSite(statement.chunk, word) } : undefined;
}

/** The first argument as a number, unless it is none or depends on something unknown. */
export function numberValue(statement: ActiveStatement): Value<number> | undefined {
  const text = textValue(statement);
  if (!text || !/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text.value)) return undefined;
  return { value: Number(text.value), site: text.site };
}
