/**
 * Template engines leave three kinds of marks in a text: expressions whose value nobody knows (`{{ x }}`, `<%= x %>`),
 * and statements and comments that come and go with their line (`{% if x %}`, `<% if x %>`, `{# x #}`).
 * An ERB line may start with `%` only where the engine is told so; that is not read.
 */
interface Mark {
  readonly open: string;
  readonly close: string;
  /** Most characters between them: what is longer is no mark. */
  readonly longest: number;
  /** Only on one line. */
  readonly inLine?: true;
}

const kinds: readonly Mark[] = [
  { open: '{{', close: '}}', longest: 2000, inLine: true },
  { open: '{%', close: '%}', longest: 4000 },
  { open: '{#', close: '#}', longest: 4000 },
  { open: '<%', close: '%>', longest: 4000 },
];

/** Stands for the characters of an expression: no program's configuration holds this code point. */
export const unknownCharacter = '\ue000';

/** Whether a text is one that a template engine makes a configuration of. */
export function isTemplate(text: string): boolean {
  return mayBeTemplate(text) && !marksIn(text).next().done;
}

/** Whether something in a text may begin a mark. Quick: almost all files are no templates. */
export function mayBeTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%') || text.includes('<%');
}

/**
 * The text with blanks in the place of statements and `unknown` in the place of expressions. It has the same length
 * and the same lines, so that every place in it is one of the template.
 */
export function withoutTemplate(text: string, unknown: (length: number) => string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of marksIn(text)) {
    const mark = text.slice(start, end);
    const isExpression = mark.startsWith('{{') ? !isAction(mark) : /^<%-?=/.test(mark);
    parts.push(text.slice(done, start), isExpression ? unknown(mark.length) : mark.replace(/[^\n\r]/g, ' '));
    done = end;
  }
  return parts.join('') + text.slice(done);
}

/**
 * The marks of a text in order. What closes a mark is looked for once, however many are open, so that this is one walk
 * over the text for each kind.
 */
function* marksIn(text: string): Generator<{ readonly start: number; readonly end: number }> {
  const closes = new Map(kinds.map(({ close }) => [close, nextOf(text, close)]));
  const lineEnd = nextOf(text, '\n');
  const opens = /\{[{%#]|<%/g;
  for (let found = opens.exec(text); found; found = opens.exec(text)) {
    const start = found.index;
    const kind = kinds.find(({ open }) => open === found?.[0]);
    const from = start + 2 + (kind?.open === '{%' && /[-+]/.test(text.charAt(start + 2)) ? 1 : 0);
    const close = kind && closes.get(kind.close)?.(kind.open === '{%' ? from + 1 : from);
    const isMark =
      kind !== undefined &&
      close !== undefined &&
      close - from - (kind.open === '{%' ? 1 : 0) <= kind.longest &&
      (kind.open !== '{%' || /\s/.test(text.charAt(from))) &&
      (kind.inLine === undefined || close < (lineEnd(start) ?? text.length));
    if (isMark) {
      opens.lastIndex = close + 2;
      yield { start, end: close + 2 };
    } else opens.lastIndex = start + 1;
  }
}

/** Finds the next one of a sign, for places that are asked in order; undefined where there is none. */
function nextOf(text: string, sign: string): (from: number) => number | undefined {
  let known = -1;
  return (from) => {
    if (known < from) {
      const found = text.indexOf(sign, from);
      known = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return known === Number.POSITIVE_INFINITY ? undefined : known;
  };
}

/** Go's templates write statements and comments like expressions. */
function isAction(mark: string): boolean {
  return /^\{\{-?\s*(?:(?:if|else|end|range|with|define|block|template|break|continue)\b|\$\w+\s*:?=|\/\*)/.test(mark);
}

/** Whether a part of a template holds the beginning or the end of a mark. */
export function hasTemplateMark(text: string): boolean {
  return /\{\{|\}\}|\{%|%\}|\{#|#\}|<%|%>/.test(text);
}
