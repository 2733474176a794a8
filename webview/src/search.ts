import type { Diagram, DiagramBox } from '#core/topology/diagram.ts';

/** Ids of the boxes in which a text occurs, in reading order; what a box stands for counts, too. */
export function searchHits(diagram: Diagram, query: string): readonly string[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  return diagram.boxes
    .filter((box) => box.kind !== 'lane' && box.kind !== 'clients' && box.kind !== 'fold' && matches(box, wanted))
    .sort((a, b) => a.y - b.y || a.x - b.x)
    .map(({ id }) => id);
}

function matches({ id, texts, names = [] }: DiagramBox, wanted: string): boolean {
  const name = id.slice(id.indexOf(':') + 1);
  return [name, ...texts.map(({ text }) => text), ...names].some((text) => text.toLowerCase().includes(wanted));
}
