import type { TextRange } from './text-range.ts';

/** A value of a JSON text and where it stands. */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

export interface JsonObject {
  readonly kind: 'object';
  readonly range: TextRange;
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly key: string;
  readonly keyRange: TextRange;
  /** Undefined while it is being typed. */
  readonly value: JsonNode | undefined;
}

export interface JsonArray {
  readonly kind: 'array';
  readonly range: TextRange;
  readonly items: readonly JsonNode[];
}

export interface JsonScalar {
  readonly kind: 'scalar';
  readonly range: TextRange;
  readonly value: string | number | boolean | null;
}

export interface JsonProblem {
  readonly range: TextRange;
  readonly message: string;
}

/** Deeper than anything that is written by hand; a text of brackets alone must not exhaust the stack. */
const deepest = 64;

/**
 * Reads JSON with comments and trailing commas. Total: after a mistake it goes on with what can be understood, and
 * says where it stumbled.
 */
export function parseJson(text: string): { readonly root: JsonNode | undefined; readonly problems: JsonProblem[] } {
  const problems: JsonProblem[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;

  const problem = (message: string, start = at, end = Math.min(at + 1, text.length)): void => {
    // One stumble is told once.
    if (problems.at(-1)?.range.start !== start) problems.push({ range: { start, end }, message });
  };
  const skip = (): void => {
    for (;;) {
      const blank = /[\s]*(?:\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))?/y;
      blank.lastIndex = at;
      const length = blank.exec(text)?.[0].length ?? 0;
      if (length === 0) return;
      at += length;
    }
  };
  const takes = (sign: string): boolean => {
    skip();
    if (text[at] !== sign) return false;
    at++;
    return true;
  };

  const value = (depth: number): JsonNode | undefined => {
    skip();
    const start = at;
    const sign = text[at];
    if (depth > deepest) {
      problem('This is nested too deeply.');
      at = text.length;
      return undefined;
    }
    if (sign === '{') return object(start, depth);
    if (sign === '[') return array(start, depth);
    if (sign === '"') return { kind: 'scalar', value: string(), range: { start, end: at } };
    const word = /[^\s,{}[\]":]+/y;
    word.lastIndex = at;
    const found = word.exec(text)?.[0];
    if (found === undefined) {
      problem('A value is missing here.');
      return undefined;
    }
    at += found.length;
    const known = literals.get(found);
    if (known !== undefined) return { kind: 'scalar', value: known, range: { start, end: at } };
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(found)) {
      return { kind: 'scalar', value: Number(found), range: { start, end: at } };
    }
    problem(`"${found}" is no JSON value. Texts stand in double quotes.`, start, at);
    return undefined;
  };

  const string = (): string => {
    const start = at;
    at++;
    while (at < text.length && text[at] !== '"' && text[at] !== '\n') {
      if (text[at] === '\\' && (at + 1 >= text.length || /[\n\r\u2028\u2029]/.test(text.charAt(at + 1)))) break;
      at += text[at] === '\\' ? 2 : 1;
    }
    const found = text.slice(start, at);
    if (text[at] === '"') at++;
    else problem('This text has no closing quote.', start, at);
    try {
      return String(JSON.parse(`${found}"`));
    } catch {
      problem('This text holds something that JSON does not allow.', start, at);
      return found.slice(1);
    }
  };

  const object = (start: number, depth: number): JsonObject => {
    const members: JsonMember[] = [];
    at++;
    for (;;) {
      skip();
      if (at >= text.length) {
        problem('A "}" is missing.', start, start + 1);
        break;
      }
      if (takes('}')) break;
      if (text[at] !== '"') {
        problem('A name in double quotes belongs here.');
        at++;
        continue;
      }
      const keyStart = at;
      const key = string();
      const keyRange = { start: keyStart, end: at };
      if (!takes(':')) problem('A ":" is missing.', keyRange.start, keyRange.end);
      members.push({ key, keyRange, value: value(depth + 1) });
      skip();
      if (!takes(',') && text[at] !== '}' && at < text.length) problem('A "," is missing.');
    }
    return { kind: 'object', members, range: { start, end: at } };
  };

  const array = (start: number, depth: number): JsonArray => {
    const items: JsonNode[] = [];
    at++;
    for (;;) {
      skip();
      if (at >= text.length) {
        problem('A "]" is missing.', start, start + 1);
        break;
      }
      if (takes(']')) break;
      const before = at;
      const item = value(depth + 1);
      if (item) items.push(item);
      skip();
      if (!takes(',') && text[at] !== ']' && at < text.length) problem('A "," is missing.');
      if (at === before) at++;
    }
    return { kind: 'array', items, range: { start, end: at } };
  };

  skip();
  const root = at < text.length ? value(0) : undefined;
  skip();
  if (at < text.length) problem('Nothing may follow here.', at, text.length);
  return { root, problems };
}

const literals: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);
