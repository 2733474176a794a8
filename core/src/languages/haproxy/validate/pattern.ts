import { isIpv4, isIpv6 } from './address-text.ts';

export const matchMethods: ReadonlySet<string> = new Set(
  'found bool int ip bin len str beg sub dir dom end reg regm'.split(' '),
);

/** The type of sample that a matching method looks at. */
export function matchType(method: string): string {
  if (method === 'bool' || method === 'int' || method === 'found') return 'sint';
  if (method === 'ip') return 'addr';
  return method === 'bin' ? 'bin' : 'str';
}

const operators: ReadonlySet<string> = new Set(['eq', 'ge', 'gt', 'le', 'lt']);

/** Why a pattern does not fit its matching method; undefined when it does or when it is not certain. */
export function patternFault(pattern: string, method: string, dotted: boolean): string | undefined {
  if (method === 'ip') return networkFault(pattern);
  if (method === 'int' || method === 'len') {
    if (operators.has(pattern) || dotted) return undefined;
    return /^(?:-?\d+)?(?:[:-](?:-?\d+)?)?$/.test(pattern) && pattern !== ''
      ? undefined
      : `"${pattern}" is neither a number nor a comparison (eq, ge, gt, le, lt)`;
  }
  if (method === 'bin') return /^(?:[0-9a-fA-F]{2})*$/.test(pattern) ? undefined : `"${pattern}" is not hexadecimal`;
  if (method === 'reg' || method === 'regm') return regexFault(pattern);
  return undefined;
}

function networkFault(pattern: string): string | undefined {
  const slash = pattern.lastIndexOf('/');
  const host = slash < 0 ? pattern : pattern.slice(0, slash);
  const mask = slash < 0 ? undefined : pattern.slice(slash + 1);
  const wrong = `"${pattern}" is not an IP address or network`;
  const version = isIpv4(host) || isShortIpv4(host) ? 4 : isIpv6(host) ? 6 : undefined;
  // A name is looked up when the configuration is loaded.
  if (version === undefined) return mask !== undefined || /^[\d.:/]+$|[^\w.-]/.test(host) ? wrong : undefined;
  if (mask === undefined) return undefined;
  if (/^\d+$/.test(mask)) return Number(mask) <= (version === 4 ? 32 : 128) ? undefined : wrong;
  return version === 4 ? (isIpv4(mask) ? undefined : wrong) : isIpv6(mask) ? undefined : wrong;
}

/** `10.0/16`: missing parts are zeros. */
function isShortIpv4(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){0,2}\.?$/.test(text) && text.split('.').every((part) => Number(part) < 256);
}

/** Faults that PCRE and JavaScript agree on: unbalanced brackets, a quantifier with nothing before it. */
export function regexFault(pattern: string): string | undefined {
  let depth = 0;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '\\') {
      if (pattern.charAt(at + 1) === 'Q') return undefined;
      if (at + 1 >= pattern.length) return 'the regular expression ends in a lone backslash';
      at++;
    } else if (character === '[') {
      const end = classEnd(pattern, at);
      if (end === undefined) return 'a "[" of the regular expression is never closed';
      at = end;
    } else if (character === '(') depth++;
    else if (character === ')' && --depth < 0) return 'a ")" of the regular expression closes nothing';
    else if (/[*+?]/.test(character) && (at === 0 || (pattern.charAt(at - 1) === '(' && character !== '?'))) {
      return `"${character}" of the regular expression repeats nothing`;
    }
    if (character === '(' && pattern.charAt(at + 1) === '*') return undefined;
  }
  return depth > 0 ? 'a "(" of the regular expression is never closed' : undefined;
}

/** `[:alpha:]`, `[.a.]`, `[=a=]` within a class. */
const kinds = [':', '.', '='];

function classEnd(pattern: string, open: number): number | undefined {
  let at = open + 1;
  /** What closes none of the kinds from here on, and need not be looked for again. */
  let unclosed = '';
  if (pattern.charAt(at) === '^') at++;
  if (pattern.charAt(at) === ']') at++;
  for (; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    const kind = pattern.charAt(at + 1);
    if (character === '\\') at++;
    else if (character === '[' && kinds.includes(kind) && !unclosed.includes(kind)) {
      const close = pattern.indexOf(`${kind}]`, at + 2);
      if (close > 0) at = close + 1;
      else unclosed += kind;
    } else if (character === ']') return at;
  }
  return undefined;
}
