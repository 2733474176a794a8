import { memo } from '../../../base/memo.ts';
import { nearest } from '../../../base/nearest.ts';
import { compareVersions } from '../../../base/version.ts';
import type { Facts } from './facts.ts';
import { parseGrammar } from './grammar.ts';
import { bindParameters, serverParameters, valueMayLack } from './grammar-params.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';
import { readSample } from './sample.ts';

/** How many arguments each parameter takes, by the keyword that it belongs to. */
const aritiesOf = memo(({ parameters }: Facts) => {
  const arities = { bind: new Map<string, number>(), server: new Map<string, number>() };
  for (const [key, arity] of parameters) {
    const blank = key.indexOf(' ');
    const kind = key.slice(0, blank);
    if (kind === 'bind' || kind === 'server') arities[kind].set(key.slice(blank + 1), arity);
  }
  return arities;
});

/** Checks the parameters of a `bind` or `server` line from `first` on; gives their names, undefined after an error. */
export function checkParameters(
  line: DirectiveLine,
  kind: 'bind' | 'server',
  first: number,
): readonly string[] | undefined {
  const grammars = kind === 'bind' ? bindParameters : serverParameters;
  const arities = aritiesOf(line.context.facts)[kind];
  const seen: string[] = [];
  for (let at = first; line.has(at); ) {
    if (!line.known(at)) return undefined;
    const word = line.value(at);
    const name = word.startsWith('set-proxy-v2-tlv-fmt(') ? 'set-proxy-v2-tlv-fmt' : word;
    const listed = arities.get(name);
    const arity = name !== word && listed !== undefined ? 1 : listed;
    if (arity === undefined) {
      unknownParameter(line, kind, at);
      return undefined;
    }
    if (name === 'process' && compareVersions(line.context.facts.version, [2, 6]) > 0) {
      line.error('removed-keyword', at, 'HAProxy has no "process" on "bind" lines since 2.7. Instead: "thread".');
      return undefined;
    }
    seen.push(name);
    if (name === 'nbconn' || name === 'ktls') line.use('experimental', name, at);
    const grammar = grammars[name];
    if (name !== word && !/\((?:0x[0-9a-fA-F]+|\d+)\)$/.test(word)) {
      line.error('invalid-value', at, `"${word}" needs a number in parentheses: the type of the TLV.`);
      return undefined;
    }
    if (arity > 0 && !line.has(at + 1) && !valueMayLack.has(`${kind} ${name}`)) {
      line.error('missing-argument', at, `"${name}" needs a value.`);
      return undefined;
    }
    if (grammar !== undefined && (arity !== 0 || name === 'source') && line.has(at + 1)) {
      const next = matchGrammar(line, parseGrammar(grammar), at + 1);
      if (next === undefined) return undefined;
      if (name === 'sni' && !sniIsFine(line, at + 1)) return undefined;
      at = arity < 0 ? next : at + 1 + arity;
    } else {
      if (arity < 0) return undefined;
      at += 1 + arity;
    }
  }
  return seen;
}

function sniIsFine(line: DirectiveLine, at: number): boolean {
  if (!line.known(at)) return true;
  const { facts, luaLoaded } = line.context;
  const result = readSample([line.value(at)], 0, facts, luaLoaded, false, line);
  return !result.error || line.error('invalid-sample', at, `"sni" needs an expression: ${result.error}.`);
}

function unknownParameter(line: DirectiveLine, kind: 'bind' | 'server', at: number): void {
  const word = line.value(at);
  const guess = nearest(word, aritiesOf(line.context.facts)[kind].keys());
  const value =
    !guess && line.value(at - 1) !== '' ? ' If it belongs to the word before, that word takes fewer values.' : '';
  line.error(
    'unknown-keyword',
    at,
    `"${word}" is not a parameter of "${line.value(0)}".${guess ? ` Did you mean "${guess}"?` : value}`,
  );
}
