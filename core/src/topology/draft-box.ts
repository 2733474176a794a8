import type { BoxKind, DiagramBox, DiagramText, Reveal, Role } from './diagram.ts';

/** A box whose size is known and whose place is not: its texts count from its own upper left corner. */
export interface DraftBox {
  readonly id: string;
  readonly kind: BoxKind;
  readonly roles: readonly Role[];
  readonly width: number;
  readonly height: number;
  readonly texts: readonly DiagramText[];
  readonly label: string;
  readonly reveal?: Reveal;
}

/** The box with its upper left corner at a place of the diagram. */
export function placed(draft: DraftBox, x: number, y: number): DiagramBox {
  return {
    ...draft,
    x,
    y,
    texts: draft.texts.map((text) => ({
      ...text,
      x: text.x + x,
      y: text.y + y,
      ...(text.pill && { pill: { ...text.pill, x: text.pill.x + x, y: text.pill.y + y } }),
    })),
  };
}

export function write(
  text: string,
  style: DiagramText['style'],
  x: number,
  y: number,
  anchor: DiagramText['anchor'] = 'start',
): DiagramText {
  return { x, y, text, style, anchor };
}
