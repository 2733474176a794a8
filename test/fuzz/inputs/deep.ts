import type { Dice } from '../../lab/random/dice.ts';

/** Something that stands in itself, again and again. */
export function deep(dice: Dice): string {
  const depth = dice.pick([3, 30, 300, 1500]);
  const [open, inner, close] = dice.pick(shapes)(dice);
  return `${open.repeat(depth)}${inner}${dice.chance(0.7) ? close.repeat(depth) : ''}${dice.pick(['', '\n'])}`;
}

/** What opens, what stands inside, what closes. */
const shapes: readonly ((dice: Dice) => readonly [string, string, string])[] = [
  () => ['{ ', 'x', ' }'],
  () => ['{\n', 'x\n', '}\n'],
  () => ['a {\n', '', '}\n'],
  () => ['group {\n', 'a\n', '}\n'],
  () => ['.if defined(A)\n', 'x\n', '.endif\n'],
  (dice) => [`${dice.pick(['.if ', ''])}(`, 'defined(A)', ')'],
  () => ['(', 'x', ')'],
  () => ['!', '1', ''],
  () => ['{{ ', 'x', ' }}'],
  () => ['{% if a %}', 'x', '{% endif %}'],
  () => ['<% ', 'x', ' %>'],
  () => ['$A=$A', '\n', ''],
  () => ['x\\\n', 'x', ''],
  () => ['$A=x\\\n', '\n', ''],
  () => ['~SEQ(i, 1, 9) ', '$i', ''],
  () => ['@a ', 'priority 1', ''],
  () => ['@^a ', 'priority 1', ''],
  () => ['${A-', 'x', '}'],
  () => ['$(', 'x', ')'],
  () => ['%[', 'src', ']'],
  () => ['%{+Q,', 'x', '}'],
  () => ['str(', 'x', ')'],
  () => ['src,lower', '', ''],
  () => ['"', 'x', '"'],
  () => ['[', '1', ']'],
  () => ['{"clusters":[', '1', ']}'],
  () => ['{"a":', '1', '}'],
  () => ['if a or { ', 'src 1', ' } '],
  () => ['*a', 'b', ''],
];
