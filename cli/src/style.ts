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

const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

/** The terminal's own sixteen colours, so that its theme decides how they look. */
const colourStyle: Style = {
  bad: sgr(31, 39),
  doubtful: sgr(33, 39),
  good: sgr(32, 39),
  strong: sgr(1, 22),
  faint: sgr(2, 22),
};

export function styleFor(colour: boolean): Style {
  return colour ? colourStyle : plainStyle;
}
