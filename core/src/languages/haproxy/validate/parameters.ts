import { memo } from '../../../base/memo.ts';
import { didYouMean, guessOf } from '../../../base/nearest.ts';
import { compareVersions } from '../../../base/version.ts';
import type { Facts } from './facts.ts';
import { type Grammar, parseGrammar } from './grammar.ts';
import { bindParameters, serverParameters, valueMayLack } from './grammar-params.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';
import { noteMultiplexer } from './multiplexers.ts';
import { readSample } from './sample.ts';

/** A parameter of `bind` or `server` lines in one version. */
interface Parameter {
  readonly name: string;
  /** How many arguments it takes; negative: any number. */
  readonly arity: number;
  /** What they have to be; undefined: anything. */
  readonly grammar: Grammar | undefined;
  readonly mayLackValue: boolean;
}

type ParameterTable = ReadonlyMap<string, Parameter>;

const parametersOf = memo(({ parameters }: Facts): Readonly<Record<'bind' | 'server', ParameterTable>> => {
  const tables = { bind: new Map<string, Parameter>(), server: new Map<string, Parameter>() };
  for (const [key, arity] of parameters) {
    const blank = key.indexOf(' ');
    const kind = key.slice(0, blank);
    if (kind !== 'bind' && kind !== 'server') continue;
    const name = key.slice(blank + 1);
    const text = (kind === 'bind' ? bindParameters : serverParameters).get(name);
    const grammar = text !== undefined && (arity !== 0 || name === 'source') ? parseGrammar(text) : undefined;
    tables[kind].set(name, { name, arity, grammar, mayLackValue: valueMayLack.has(key) });
  }
  return tables;
});

/** Those of `server` lines by their name. */
export function serverParametersOf(facts: Facts): ParameterTable {
  return parametersOf(facts).server;
}

/**
 * Index of the value of a parameter on a `bind` or `server` line; undefined where the parameter is not there, or where
 * it is not certain which words belong together.
 */
export function valueOfParameter(
  values: readonly string[],
  kind: 'bind' | 'server',
  name: string,
  facts: Facts,
): number | undefined {
  const table = parametersOf(facts)[kind];
  for (let at = kind === 'bind' ? 2 : 3; at < values.length; ) {
    const parameter = table.get(values[at] ?? '');
    if (parameter === undefined || parameter.arity < 0) return undefined;
    if (parameter.name === name) return at + 1 < values.length ? at + 1 : undefined;
    at += 1 + parameter.arity;
  }
  return undefined;
}

const tlv = 'set-proxy-v2-tlv-fmt';

/** The parameter that a word names; of the TLVs the word brings the type along, and one value follows. */
function parameterOf(word: string, table: ParameterTable): Parameter | undefined {
  const exact = table.get(word);
  if (exact || !word.startsWith(`${tlv}(`)) return exact;
  const known = table.get(tlv);
  return known && { ...known, arity: 1, grammar: parseGrammar(serverParameters.get(tlv) ?? '...') };
}

/** Parameters that make sense for one server only. */
const notInDefault: ReadonlySet<string> = new Set(
  'guid id no-sslv3 no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 quic-cc-algo'.split(' '),
);

/** Checks the parameters of a `bind` or `server` line from `first` on; gives their names, undefined after an error. */
export function checkParameters(
  line: DirectiveLine,
  kind: 'bind' | 'server',
  first: number,
): readonly string[] | undefined {
  const table = parametersOf(line.context.facts)[kind];
  const seen: string[] = [];
  const defaults = line.value(0) === 'default-server';
  for (let at = first; line.has(at); ) {
    if (!line.known(at)) return undefined;
    const word = line.value(at);
    const parameter = parameterOf(word, table);
    if (parameter === undefined) {
      unknownParameter(line, kind, at);
      return undefined;
    }
    const { name, arity, grammar } = parameter;
    seen.push(name);
    if (defaults && notInDefault.has(name)) {
      line.warn(
        'misplaced-keyword',
        at,
        `"${name}" is not accepted in "default-server": HAProxy complains, and starts without it.`,
      );
    }
    if (special.has(name) && !isUsable(line, at, name)) return undefined;
    if (arity === 0 && grammar === undefined) {
      at++;
      continue;
    }
    if (arity > 0 && !line.has(at + 1) && !parameter.mayLackValue) {
      line.error('missing-argument', at, `"${name}" needs a value.`);
      return undefined;
    }
    if (grammar !== undefined && line.has(at + 1)) {
      const next = matchGrammar(line, grammar, at + 1);
      if (next === undefined) return undefined;
      if (name === 'proto') noteMultiplexer(line, kind, at + 1);
      if (name === 'sni' && !defaults && !sniIsFine(line, at + 1)) return undefined;
      at = arity < 0 ? next : at + 1 + arity;
    } else {
      if (arity < 0) return undefined;
      at += 1 + arity;
    }
  }
  return seen;
}

const special: ReadonlySet<string> = new Set(['process', 'nbconn', 'ktls', tlv]);

/** What is special about some parameters, whatever follows them. */
function isUsable(line: DirectiveLine, at: number, name: string): boolean {
  switch (name) {
    case 'process':
      if (compareVersions(line.context.facts.version, [2, 5]) < 0) return true;
      if (compareVersions(line.context.facts.version, [2, 6]) <= 0) {
        return line.warn(
          'deprecated-keyword',
          at,
          'HAProxy 2.7 and later refuse "process" on "bind" lines, and this version warns: remove it, or write "thread".',
        );
      }
      return line.error(
        'removed-keyword',
        at,
        'HAProxy has no "process" on "bind" lines since 2.7. Instead: "thread".',
      );
    case 'nbconn':
      line.use('experimental', name, at);
      return (
        !line.known(1) ||
        line.value(1).startsWith('rhttp@') ||
        line.error('misplaced-keyword', at, '"nbconn" is for listeners of connections that servers open: "rhttp@…".')
      );
    case 'ktls':
      line.use('experimental', name, at);
      return true;
    case tlv: {
      const word = line.value(at);
      if (word === name || /\((?:0x[0-9a-fA-F]+|\d+)\)$/.test(word)) return true;
      return line.error('invalid-value', at, `"${word}" needs a number in parentheses: the type of the TLV.`);
    }
    default:
      return true;
  }
}

function sniIsFine(line: DirectiveLine, at: number): boolean {
  if (!line.known(at)) return true;
  const { facts, luaLoaded } = line.context;
  const text = line.value(at);
  const known = fineNames(facts);
  const key = `${line.places} ${text}`;
  if (known.has(key)) return true;
  const uses = line.uses;
  const result = readSample([text], 0, facts, luaLoaded, false, line, line.places);
  if (result.error) return line.error('invalid-sample', at, `"sni" needs an expression: ${result.error}.`);
  // All servers of a farm say the same. What Lua provides, or the expression relies on, is another thing elsewhere.
  if (line.uses === uses && !text.includes('lua.') && known.size < keptNames) known.add(key);
  return true;
}

const keptNames = 1000;

/** Expressions for `sni` that were found to be right. */
const fineNames = memo((_facts: Facts) => new Set<string>());

function unknownParameter(line: DirectiveLine, kind: 'bind' | 'server', at: number): void {
  const word = line.value(at);
  const guess = guessOf(word, parametersOf(line.context.facts)[kind]);
  const value =
    !guess && line.value(at - 1) !== '' ? ' If it belongs to the word before, that word takes fewer values.' : '';
  line.error(
    'unknown-keyword',
    at,
    `"${word}" is not a parameter of "${line.value(0)}".${guess ? didYouMean(guess) : value}`,
    guess,
  );
}
