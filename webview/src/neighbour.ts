import type { DiagramBox } from '#core/topology/diagram.ts';

/** The box that an arrow key leads to: the nearest in its direction, where sideways counts more than ahead. */
export function neighbour(from: DiagramBox, boxes: readonly DiagramBox[], key: string): DiagramBox | undefined {
  const [ax, ay] = anchor(from);
  let best: { readonly box: DiagramBox; readonly cost: number } | undefined;
  for (const box of boxes) {
    if (box.id === from.id) continue;
    const [bx, by] = anchor(box);
    const [ahead, aside] = along(key, bx - ax, by - ay);
    if (ahead <= 1) continue;
    const cost = ahead + 2.5 * Math.abs(aside);
    if (!best || cost < best.cost) best = { box, cost };
  }
  return best?.box;
}

function along(key: string, dx: number, dy: number): readonly [number, number] {
  if (key === 'ArrowRight') return [dx, dy];
  if (key === 'ArrowLeft') return [-dx, dy];
  return key === 'ArrowDown' ? [dy, dx] : [-dy, dx];
}

/** Frames are where their names are, so that what is in them lies below. */
function anchor({ kind, x, y, width, height }: DiagramBox): readonly [number, number] {
  return [x + width / 2, kind === 'machine' ? y + 18 : y + height / 2];
}
