import { parseGrammar } from './grammar.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';

const grammar = `<any> { rewrite | insert | prefix | indirect | nocache | postonly | preserve | httponly | secure
    | domain <any> | maxidle <time:s> | maxlife <time:s> | dynamic | attr <any> }* $`;

const valued: ReadonlySet<string> = new Set(['domain', 'maxidle', 'maxlife', 'attr']);

/** `cookie <name> …`: which ways to keep a client at its server go together. */
export function checkCookie(line: DirectiveLine): void {
  if (matchGrammar(line, parseGrammar(grammar), 1) === undefined) return;
  const options = new Map<string, number>();
  for (let at = 2; at < line.length; at++) {
    if (!line.known(at)) return;
    const option = line.value(at);
    options.set(option, at);
    if (!valued.has(option)) continue;
    if (!valueIsFine(line, option, ++at)) return;
  }
  const modes = ['rewrite', 'insert', 'prefix'].filter((mode) => options.has(mode));
  const clash = (first: string, second: string): void =>
    void line.error(
      'invalid-value',
      options.get(second) ?? 0,
      `"${second}" does not go together with "${first}": HAProxy refuses that.`,
    );
  if (modes.length > 1) clash(modes[0] ?? '', modes[1] ?? '');
  else if (options.has('rewrite') && options.has('indirect')) clash('rewrite', 'indirect');
  else if (options.has('preserve') && !options.has('insert') && !options.has('indirect')) {
    line.error('invalid-value', options.get('preserve') ?? 0, '"preserve" needs "insert" or "indirect" beside it.');
  }
}

function valueIsFine(line: DirectiveLine, option: string, at: number): boolean {
  const value = line.value(at);
  if (option === 'attr' && (value.includes(';') || /\p{Cc}/u.test(value))) {
    return line.error('invalid-value', at, 'Neither ";" nor control characters may stand in an attribute.');
  }
  if (option === 'domain' && line.known(at) && !value.includes('.')) {
    line.warn(
      'invalid-value',
      at,
      `"${value}" has no dot: HAProxy warns, because browsers ignore cookies for such a domain.`,
    );
  }
  return true;
}
