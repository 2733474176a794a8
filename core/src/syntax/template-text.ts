/**
 * An expression of a template stands in what is parsed as so many characters of this stretch, which no program's
 * configuration holds: nobody knows its value, and yet two of the same text are known to be equal.
 */
const first = 0xec00;
const last = 0xecff;

/** Matches one character that stands for one of an expression. */
export const unknownCharacters = '\\uec00-\\uecff';

/** Whether a UTF-16 unit stands for a character of an expression. */
export function isUnknownCode(code: number): boolean {
  return code >= first && code <= last;
}

/** The text of an expression, as long as before and with its line feeds, in characters that stand for something unknown. */
export function hiddenExpression(text: string): string {
  return text.replace(/[^\n\r]/g, (character) => String.fromCharCode(first + Math.min(character.charCodeAt(0), 0xff)));
}

const hidden = new RegExp(`(?:\\$_(?=[${unknownCharacters}]))?[${unknownCharacters}]+`, 'g');

/** A text with its expressions written out again, as people wrote them. */
export function shownExpressions(text: string): string {
  return text.replace(hidden, (found) => {
    const isOpen = found.startsWith('$_');
    const code = isOpen ? found.slice(2) : found;
    const written = code.replace(/./g, (character) => String.fromCharCode(character.charCodeAt(0) - first));
    return isOpen ? `${written.endsWith('%>') ? '<%' : '{{'}${written}` : written;
  });
}

const someHidden = new RegExp(`[${unknownCharacters}]|\\{\\{|<%`);

/** Whether a text holds an expression, hidden or written out. */
export function hasExpression(text: string): boolean {
  return someHidden.test(text);
}
