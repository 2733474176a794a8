import type { HaproxyLine } from '../lexer.ts';
import { DirectiveLine, type LineContext } from './line.ts';
import { matchGrammar } from './match.ts';
import { serverParametersOf } from './parameters.ts';

/**
 * What follows name and address of a `server` line, as text: undefined where the line is no such line, or name or
 * address have something about them that a check could look at.
 *
 * Large configurations are made of server lines, and what follows the address is the same in hundreds of them: where
 * nothing was to be said of one, nothing is of the others.
 */
export function textAfterAddress({ text }: HaproxyLine): string | undefined {
  plainServer.lastIndex = 0;
  return plainServer.test(text) ? text.slice(plainServer.lastIndex) : undefined;
}

const octet = '(?:[01]?\\d?\\d|2[0-4]\\d|25[0-5])';
const port = '(?!0+ |0+$)(?:[0-5]?\\d{1,4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])';

/**
 * Name and address that nothing can be said of, as they stand in the text: the name without the characters of an
 * address, because HAProxy takes two words that are swapped.
 */
const plainServer = new RegExp(`[ \\t]*server +[\\w-]+ +${octet}(?:\\.${octet}){3}:${port}(?=[ \\n]|$)`, 'y');

/** Parameters with one value, of which nothing else depends: whether it is right can be told without the rest. */
const independent: ReadonlySet<string> = new Set(
  'cookie downinter error-limit fall fastinter inter maxconn maxqueue minconn rise slowstart weight'.split(' '),
);

const protects = /["'\\]/;

/**
 * The parameters of a plain `server` line but for those that stand for themselves, where their values are right:
 * undefined where one is not, or where it is not certain which words belong together. Hardly a server has the same
 * weight and limits as another, and yet they differ in nothing else.
 */
export function sharedParameters(line: HaproxyLine, context: LineContext): string | undefined {
  // A word with a blank in it would look like two.
  if (protects.test(line.text)) return undefined;
  const { values } = line;
  const table = serverParametersOf(context.facts);
  let checked: DirectiveLine | undefined;
  let rest = '';
  for (let at = 3; at < values.length; ) {
    const name = values[at] ?? '';
    const parameter = table.get(name);
    if (parameter === undefined || parameter.arity < 0) return undefined;
    const next = at + 1 + parameter.arity;
    if (next > values.length) return undefined;
    if (!independent.has(name)) {
      while (at < next) rest += ` ${values[at++]}`;
      continue;
    }
    if (values[at + 1] === '') return undefined;
    if (parameter.grammar !== undefined) {
      checked ??= new DirectiveLine(line, context);
      if (matchGrammar(checked, parameter.grammar, at + 1) !== next || checked.issues.length > 0) return undefined;
    }
    at = next;
  }
  return rest;
}
