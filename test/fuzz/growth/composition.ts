import type { Dice } from '../../lab/random/dice.ts';
import type { Words } from '../inputs/words.ts';

/** Lines that are repeated; `#` in them is the number of the repetition. */
export interface Composition {
  readonly path: string;
  readonly header: string;
  readonly lines: readonly string[];
  /** What stands in one line, as often, instead of in lines of its own. */
  readonly joined: boolean;
}

const headers = {
  'haproxy.cfg': ['', 'global', 'defaults', 'frontend f', 'backend b', 'listen l', 'peers p', 'userlist u', 'cache c'],
  'keepalived.conf': ['', 'global_defs {', 'vrrp_instance V {', 'vrrp_sync_group G {', 'virtual_server 10.0.0.1 80 {'],
} as const;

export function drawComposition(dice: Dice, words: Words): Composition {
  const path = dice.pick(['haproxy.cfg', 'keepalived.conf'] as const);
  const lines = Array.from({ length: dice.between(1, 4) }, () => {
    const line = dice.chance(0.6) ? dice.pick(words.lines) : `    ${dice.pick(words.keywords)} ${words.draw(dice)}`;
    return dice.chance(0.7) ? numbered(dice, line) : line;
  }).map((line) => line.slice(0, 200));
  return { path, header: dice.pick(headers[path]), lines, joined: dice.chance(0.1) };
}

/** With a number in one of its words. */
function numbered(dice: Dice, line: string): string {
  const places = [...line.matchAll(/\w(?=\s|$)/g)];
  if (places.length === 0) return line;
  const at = (dice.pick(places).index ?? 0) + 1;
  return `${line.slice(0, at)}#${line.slice(at)}`;
}

export function filesOf(
  { path, header, lines, joined }: Composition,
  size: number,
): readonly (readonly [string, string])[] {
  const all = Array.from({ length: size }, (_, index) => lines.map((line) => line.replaceAll('#', String(index))));
  const text = joined ? `${all.flat().join(' ')}\n` : all.map((some) => `${some.join('\n')}\n`).join('');
  const whole = `${header}\n${text}`;
  return [
    [`lb1/${path}`, whole],
    [`lb2/${path}`, whole],
  ];
}
