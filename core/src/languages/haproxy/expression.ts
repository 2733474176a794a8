import type { Argument, Keyword, NameKind } from '../../catalog/keyword.ts';
import type { Role } from '../../catalog/role.ts';
import { functionNamed } from './catalog/samples.ts';

/** Takes the roles that a reader finds, in order. */
export type AddRole = (role: Role) => void;

/** What a name of a variable looks like. */
const variable = /^(?:proc|sess|txn|req|res|check)\.[\w.]+$/;

/** The roles in a sample expression, `fetch(argument,…),converter(…)`, whose text starts at `offset` of the line. */
export function expressionRoles(text: string, offset: number, add: AddRole): void {
  let at = 0;
  let converter = false;
  while (at < text.length) {
    const name = /^[\w.-]+/.exec(text.slice(at, at + 80))?.[0] ?? '';
    const keyword = functionOfAny(name, converter);
    if (name !== '') {
      const range = { start: offset + at, end: offset + at + name.length };
      add({
        kind: converter ? 'converter' : 'fetch',
        range,
        ...(keyword?.deprecated !== undefined && { deprecated: true }),
      });
    }
    at += name.length;
    if (text.charAt(at) === '(') at = argumentRoles(text, at + 1, offset, add, converter, keyword);
    if (text.charAt(at) !== ',') return;
    at++;
    converter = true;
  }
}

/** Reads up to behind the closing parenthesis. A quote protects commas and parentheses. */
function argumentRoles(
  text: string,
  from: number,
  offset: number,
  add: AddRole,
  converter: boolean,
  keyword: Keyword | undefined,
): number {
  let at = from;
  let start = from;
  let quote = '';
  let index = 0;
  const take = (): void => {
    const argument = keyword?.arguments?.[index] ?? keyword?.arguments?.at(-1);
    addArgument(text.slice(start, at), offset + start, argument, converter, add);
    index++;
    start = at + 1;
  };
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === ')') {
      take();
      return at + 1;
    } else if (character === ',') take();
  }
  at = Math.min(at, text.length);
  take();
  return at;
}

function addArgument(raw: string, offset: number, argument: Argument | undefined, converter: boolean, add: AddRole) {
  const blanks = raw.length - raw.trimStart().length;
  const text = raw.trim();
  if (text === '') return;
  const start = offset + blanks;
  if (argument?.refersTo && argument.refersTo !== 'variable') nameRoles(argument.refersTo, text, start, add);
  // Converters take variables wherever they take numbers; fetches only where their signature says so.
  else if (variable.test(text) && (converter || argument?.refersTo === 'variable')) {
    nameRoles('variable', text, start, add);
  } else add({ kind: 'value', range: { start, end: start + text.length }, ...(argument && { argument }) });
}

/** The names in a word: `app/web1` is a backend and one of its servers, `pair/rates` one table of a peers section. */
export function nameRoles(kind: NameKind, text: string, start: number, add: AddRole, declares = false): void {
  const slash = text.indexOf('/');
  const name = (names: NameKind, part: string, from: number): void => {
    if (part === '') return;
    const range = { start: start + from, end: start + from + part.length };
    add({ kind: 'name', range, names, text: part, ...(declares && { declares }) });
  };
  if (slash >= 0 && !declares && (kind === 'tracked-server' || kind === 'table')) {
    name(kind === 'table' ? 'peers' : 'backend', text.slice(0, slash), 0);
    name(kind, text.slice(slash + 1), slash + 1);
  } else name(kind, text, 0);
}

/** The variables in the parentheses of an action such as `set-var(txn.user)`, and its resolvers section. */
export function actionRoles(action: string, text: string, start: number, add: AddRole): void {
  let at = start;
  text.split(',').forEach((part, index) => {
    if (variable.test(part)) nameRoles('variable', part, at, add);
    else if (action === 'do-resolve' && index === 1) nameRoles('resolvers', part, at, add);
    else if (part !== '') add({ kind: 'value', range: { start: at, end: at + part.length } });
    at += part.length + 1;
  });
}

/** The `%` variables and `%[…]` expressions of a text. */
export function formatRoles(text: string, offset: number, add: AddRole): void {
  const pattern = /%(?:\{[^}]{0,40}\})?(\[|[A-Za-z]+)|%%/g;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (match[0] === '%%') continue;
    if (match[1] === '[') {
      const start = match.index + match[0].length;
      const end = endOfExpression(text, start);
      expressionRoles(text.slice(start, end), offset + start, add);
      pattern.lastIndex = end;
    } else {
      const range = { start: offset + match.index, end: offset + match.index + match[0].length };
      add({ kind: 'log-variable', range });
    }
  }
}

function endOfExpression(text: string, from: number): number {
  let inside = false;
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (quote !== '') {
      if (character === quote) quote = '';
    } else if (inside && (character === '"' || character === "'")) quote = character;
    else if (character === '(') inside = true;
    else if (character === ')') inside = false;
    else if (character === ']' && !inside) return at;
  }
  return text.length;
}

const functions = new Map<string, Keyword | undefined>();

/** The fetch or converter in the newest version that has it. Names come from files, so the table may not grow for ever. */
function functionOfAny(name: string, converter: boolean): Keyword | undefined {
  const key = `${converter} ${name}`;
  if (functions.has(key)) return functions.get(key);
  const found = [
    [3, 4],
    [2, 8],
    [2, 2],
  ]
    .map((version) => functionNamed(name, converter, version))
    .find(Boolean);
  if (functions.size > 2000) functions.clear();
  functions.set(key, found);
  return found;
}
