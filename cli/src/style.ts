import { escapedForm } from '#core/base/one-line.ts';

/** Puts a meaning on a piece of text; on a plain output it stays as it is. Colour never carries a meaning alone. */
export interface Style {
  bad(text: string): string;
  doubtful(text: string): string;
  good(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

const plain = (text: string): string => text;

export const plainStyle: Style = { bad: plain, doubtful: plain, good: plain, strong: plain, faint: plain };

/**
 * Colours are marks until they are written, so that an escape sequence is never ours before that. A mark holds a word
 * that is another one in every run: no file can hold it.
 */
const [opening, closing] = ['\ufdd0', '\ufdd1'];
const ours = Math.random().toString(36).slice(2);

const colour =
  (on: number, off: number) =>
  (text: string): string =>
    `${opening}${ours}:${on}${closing}${text}${opening}${ours}:${off}${closing}`;

/** The terminal's own sixteen colours, so that its theme decides how they look. */
const colourStyle: Style = {
  bad: colour(31, 39),
  doubtful: colour(33, 39),
  good: colour(32, 39),
  strong: colour(1, 22),
  faint: colour(2, 22),
};

export function styleFor(colour: boolean): Style {
  return colour ? colourStyle : plainStyle;
}

const marks = new RegExp(`${opening}${ours}:(\\d+)${closing}|[\ufdd0-\ufdef]`, 'g');

/** The text with its marks as the terminal's escape sequences, to be written at once. What only looks like one is none. */
export function painted(text: string): string {
  return text.replace(marks, (mark, code: string | undefined) => (code ? `\u001b[${code}m` : escapedForm(mark)));
}
