import type { DiagramText } from './diagram.ts';

/** Font sizes of the diagram's text styles in pixels; the style sheet sets the same. */
export const fontSizes: Readonly<Record<DiagramText['style'], number>> = {
  title: 15,
  strong: 13,
  normal: 12,
  muted: 11.5,
  alarm: 12,
  word: 11,
};

const bold: ReadonlySet<DiagramText['style']> = new Set(['title', 'strong', 'alarm', 'word']);

/** Advance widths in hundredths of the font size, generous: those of DejaVu Sans, the widest font in common use. */
const narrow = new Map<string, number>([
  ...[..."ijlI|'`"].map((letter): [string, number] => [letter, 29]),
  ...[...'.,: ;/\\·!()[]{}-frt'].map((letter): [string, number] => [letter, 41]),
  ...[...'mwMW%@—'].map((letter): [string, number] => [letter, 98]),
]);

/** The width of one letter, in hundredths of the font size. */
function letterWidth(letter: string): number {
  return narrow.get(letter) ?? (letter >= 'A' && letter <= 'Z' ? 70 : 63);
}

/** A text of so many hundredths of the font size, in pixels. */
function pixelsOf(hundredths: number, style: DiagramText['style']): number {
  return Math.ceil((hundredths / 100) * fontSizes[style] * (bold.has(style) ? 1.1 : 1));
}

/**
 * About how wide a text is, in pixels. The core knows no fonts and a layout has to be the same everywhere, so this
 * errs to the wide side.
 */
export function textWidth(text: string, style: DiagramText['style']): number {
  let hundredths = 0;
  for (const letter of text) hundredths += letterWidth(letter);
  return pixelsOf(hundredths, style);
}

/** The text, cut with an ellipsis where it would be wider than `width` pixels. At least one letter is left. */
export function elide(text: string, style: DiagramText['style'], width: number): string {
  if (textWidth(text, style) <= width) return text;
  let hundredths = letterWidth('…');
  let cut = '';
  for (const letter of text) {
    hundredths += letterWidth(letter);
    if (cut !== '' && pixelsOf(hundredths, style) > width) break;
    cut += letter;
  }
  return `${cut.trimEnd()}…`;
}
