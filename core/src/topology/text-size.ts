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

/**
 * About how wide a text is, in pixels. The core knows no fonts and a layout has to be the same everywhere, so this
 * errs to the wide side.
 */
export function textWidth(text: string, style: DiagramText['style']): number {
  let hundredths = 0;
  for (const letter of text) hundredths += narrow.get(letter) ?? (letter >= 'A' && letter <= 'Z' ? 70 : 63);
  return Math.ceil((hundredths / 100) * fontSizes[style] * (bold.has(style) ? 1.1 : 1));
}

/** The text, cut with an ellipsis where it would be wider than `width` pixels. */
export function elide(text: string, style: DiagramText['style'], width: number): string {
  if (textWidth(text, style) <= width) return text;
  let cut = [...text];
  while (cut.length > 1 && textWidth(`${cut.join('')}…`, style) > width) cut = cut.slice(0, -1);
  return `${cut.join('').trimEnd()}…`;
}
