/**
 * Template engines leave three kinds of marks in a text: expressions whose value nobody knows (`{{ x }}`, `<%= x %>`),
 * and statements and comments that come and go with their line (`{% if x %}`, `<% if x %>`, `{# x #}`).
 * An ERB line may start with `%` only where the engine is told so; that is not read.
 */
const marks =
  /\{\{(?:(?!\}\})[^\n]){0,2000}\}\}|\{%[-+]?\s(?:(?!%\})[\s\S]){0,4000}?%\}|\{#[\s\S]{0,4000}?#\}|<%(?:(?!%>)[\s\S]){0,4000}?%>/g;

/** Stands for the characters of an expression: no program's configuration holds this code point. */
export const unknownCharacter = '\ue000';

/** Whether a text is one that a template engine makes a configuration of. */
export function isTemplate(text: string): boolean {
  return mayBeTemplate(text) && text.search(marks) >= 0;
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
  return text.replace(marks, (mark) => {
    const isExpression = mark.startsWith('{{') ? !isAction(mark) : /^<%-?=/.test(mark);
    return isExpression ? unknown(mark.length) : mark.replace(/[^\n\r]/g, ' ');
  });
}

/** Go's templates write statements and comments like expressions. */
function isAction(mark: string): boolean {
  return /^\{\{-?\s*(?:(?:if|else|end|range|with|define|block|template|break|continue)\b|\$\w+\s*:?=|\/\*)/.test(mark);
}

/** Whether a part of a template holds the beginning or the end of a mark. */
export function hasTemplateMark(text: string): boolean {
  return /\{\{|\}\}|\{%|%\}|\{#|#\}|<%|%>/.test(text);
}
