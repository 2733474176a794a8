/** Where a place stands in a sample expression: `fetch(argument,…),converter(…)`. */
export interface SamplePosition {
  readonly role: 'fetch' | 'converter' | 'argument';
  /** The part of the word before the place. */
  readonly typed: string;
  /** The fetch or converter around an argument. */
  readonly name: string;
  /** Whether that is a converter. */
  readonly converter: boolean;
  /** Which argument, from 0. */
  readonly argument: number;
}

/** The position at the end of an expression's beginning. */
export function samplePosition(text: string): SamplePosition {
  let depth = 0;
  let argument = 0;
  let step = 0;
  let start = 0;
  let name = '';
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (depth > 0 && (character === '"' || character === "'")) quote = character;
    else if (character === '\\') at++;
    else if (character === '(') {
      depth++;
      if (depth === 1) {
        name = text.slice(start, at);
        argument = 0;
        start = at + 1;
      }
    } else if (character === ')') depth = Math.max(0, depth - 1);
    else if (character === ',') {
      start = at + 1;
      if (depth === 0) step++;
      else if (depth === 1) argument++;
    }
  }
  const typed = text.slice(start).trimStart();
  const converter = step > 0;
  if (depth > 0) return { role: 'argument', typed, name: name.trim(), converter, argument };
  return { role: converter ? 'converter' : 'fetch', typed, name: '', converter, argument: 0 };
}

/**
 * The beginning of the sample expression or variable that a log-format text ends in; undefined in plain text.
 * `%[src,` gives `src,`; `%ci %{+Q}r` gives `%{+Q}r`.
 */
export function formatPosition(
  text: string,
):
  | { readonly kind: 'sample'; readonly text: string }
  | { readonly kind: 'variable'; readonly text: string }
  | undefined {
  const open = text.lastIndexOf('%[');
  if (open >= 0 && !closed(text.slice(open + 2))) return { kind: 'sample', text: text.slice(open + 2) };
  const start = variableStart(text);
  if (start < 0 || text.charAt(start - 1) === '%') return undefined;
  return { kind: 'variable', text: text.slice(start) };
}

/** Where the variable that a text ends in starts: `%`, flags in braces, a name; -1 where it ends in none. */
function variableStart(text: string): number {
  let at = text.length;
  while (at > 0 && /[-+\w]/.test(text.charAt(at - 1))) at--;
  if (text.charAt(at - 1) === '%') return at - 1;
  if (text.charAt(at - 1) !== '}') return -1;
  // Flags hold no brace that closes them, and the first `%{` is where they begin.
  const before = text.lastIndexOf('}', at - 2);
  return text.slice(0, at).indexOf('%{', before + 1);
}

function closed(expression: string): boolean {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < expression.length; at++) {
    const character = expression.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (depth > 0 && character === "'") quote = character;
    else if (character === '\\') at++;
    else if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === ']' && depth <= 0) return true;
  }
  return false;
}
