import type { Diagram } from './diagram.ts';

export interface SvgOptions {
  /** A file of its own: with style, background and heading. Otherwise the page around it brings `diagramStyle`. */
  readonly standalone: boolean;
}

/** The diagram as SVG text. */
export function diagramSvg(diagram: Diagram, _options: SvgOptions): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${diagram.width} ${diagram.height}"/>`;
}
