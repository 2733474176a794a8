import type { FileSite } from '../cluster/cluster.ts';
import { type Fault, formatFault } from '../failover/fault.ts';
import type { DiagramBox, DiagramText, Reveal } from './diagram.ts';

/** A box whose size is known and whose place is not: its texts count from its own upper left corner. */
export type DraftBox = Omit<DiagramBox, 'x' | 'y' | 'faults'> & {
  /** Those that can happen to it; the first is what a click puts on or off. */
  readonly faults?: readonly [Fault, ...Fault[]];
};

/** What the drawing of every box needs to know of the scenario and the files. */
export interface Drawing {
  readonly revealOf: (site: FileSite | undefined) => { readonly reveal?: Reveal };
  /** Whether a fault is on. */
  readonly isBroken: (fault: Fault) => boolean;
  /** Ids of the folds that the reader has opened. */
  readonly open: ReadonlySet<string>;
}

/** The box with its upper left corner at a place of the diagram. */
export function placed(draft: DraftBox, x: number, y: number): DiagramBox {
  const { faults, ...box } = draft;
  const [first, ...others] = faults ?? [];
  const texts = first && ([formatFault(first), ...others.map(formatFault)] as const);
  return moved({ ...box, ...(texts && { faults: texts }), x: 0, y: 0 }, x, y);
}

export function moved(box: DiagramBox, right: number, down: number): DiagramBox {
  const by = <T extends { readonly x: number; readonly y: number }>(thing: T): T => ({
    ...thing,
    x: round(thing.x + right),
    y: round(thing.y + down),
  });
  return { ...by(box), texts: box.texts.map((text) => ({ ...by(text), ...(text.pill && { pill: by(text.pill) }) })) };
}

/** Half pixels are fine enough, and keep the numbers of a written picture short. */
export function round(length: number): number {
  return Math.round(length * 2) / 2;
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
