import { nearest } from '../../../base/nearest.ts';
import { parseGrammar } from './grammar.ts';
import { bindParameters, serverParameters, valueMayLack } from './grammar-params.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';
import { readSample } from './sample.ts';

/** Checks the parameters of a `bind` or `server` line from `first` on; gives their names, undefined after an error. */
export function checkParameters(
  line: DirectiveLine,
  kind: 'bind' | 'server',
  first: number,
): ReadonlySet<string> | undefined {
  const grammars = kind === 'bind' ? bindParameters : serverParameters;
  const { parameters } = line.context.facts;
  const seen = new Set<string>();
  for (let at = first; line.has(at); ) {
    if (!line.known(at)) return undefined;
    const word = line.value(at);
    const name = word.startsWith('set-proxy-v2-tlv-fmt(') ? 'set-proxy-v2-tlv-fmt' : word;
    const arity = name === 'set-proxy-v2-tlv-fmt' && name !== word ? 1 : parameters.get(`${kind} ${name}`);
    if (arity === undefined) {
      unknownParameter(line, kind, at);
      return undefined;
    }
    seen.add(name);
    const grammar = grammars[name];
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
  const result = readSample([line.value(at)], 0, facts, luaLoaded);
  return !result.error || line.error('invalid-sample', at, `"sni" needs an expression: ${result.error}.`);
}

function unknownParameter(line: DirectiveLine, kind: 'bind' | 'server', at: number): void {
  const prefix = `${kind} `;
  const names = [...line.context.facts.parameters.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
  const word = line.value(at);
  const guess = nearest(word, names);
  const value =
    !guess && line.value(at - 1) !== '' ? ' If it belongs to the word before, that word takes fewer values.' : '';
  line.error(
    'unknown-keyword',
    at,
    `"${word}" is not a parameter of "${line.value(0)}".${guess ? ` Did you mean "${guess}"?` : value}`,
  );
}
