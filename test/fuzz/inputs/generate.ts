import type { Argument, Catalog, Keyword } from '#core/catalog/keyword.ts';
import { haproxyCatalog } from '#core/languages/haproxy/catalog.ts';
import { keepalivedCatalog } from '#core/languages/keepalived/catalog.ts';
import type { Dice } from '../../lab/random/dice.ts';
import type { NamedText } from '../trial.ts';
import type { Words } from './words.ts';

/** A file made of nothing but our own catalogue: keywords where they belong, with arguments that are often right. */
export function generatedFile(dice: Dice, words: Words, node: string): NamedText {
  return dice.chance(0.5)
    ? { path: `${node}/haproxy.cfg`, text: haproxyText(dice, words) }
    : { path: `${node}/keepalived.conf`, text: keepalivedText(dice, words) };
}

const names = ['a', 'b', 'web', 'VI_1', 'eth0', 'chk', 'lb1', 'constructor', '__proto__'];
const values = ['10.0.0.1', '10.0.0.1:80', ':443', '192.0.2.10/24', '2001:db8::1', '/run/x', '5s', '100', 'on', '-20'];

function argument(dice: Dice, words: Words, { choices = [], refersTo, syntax }: Argument): string {
  if (dice.chance(0.1)) return words.draw(dice);
  if (choices.length > 0 && dice.chance(0.8)) return dice.pick(choices).value;
  if (refersTo) return dice.pick(names);
  if (syntax === 'sample') return dice.pick(['path', 'req.hdr(host),lower', 'src', 'var(txn.a)', 'str(']);
  if (syntax === 'match') return dice.pick(['path_beg /', 'src 10.0.0.0/8', 'hdr(host) -i x', 'always_true']);
  return dice.pick(values);
}

function line(dice: Dice, words: Words, keyword: Keyword): string {
  const given = (keyword.arguments ?? []).filter(({ optional }) => !optional || dice.chance(0.5));
  const condition = keyword.condition && dice.chance(0.4) ? ` ${dice.pick(['if', 'unless'])} ${dice.pick(names)}` : '';
  return `${[keyword.name, ...given.map((one) => argument(dice, words, one))].join(' ')}${condition}`;
}

function inside(dice: Dice, words: Words, catalog: Catalog, context: string): string[] {
  const keywords = byContext(catalog).get(context) ?? [];
  if (keywords.length === 0) return [];
  return Array.from({ length: dice.between(1, 12) }, () => line(dice, words, dice.pick(keywords)));
}

function haproxyText(dice: Dice, words: Words): string {
  const sections = [...byContext(haproxyCatalog).keys()].filter((name) => /^[a-z][\w-]*$/.test(name));
  return Array.from({ length: dice.between(1, 6) }, () => {
    const section = dice.pick(['global', 'defaults', 'frontend', 'backend', 'listen', ...sections]);
    const header = section === 'global' ? section : `${section} ${dice.pick(names)}`;
    return `${[header, ...inside(dice, words, haproxyCatalog, section).map((one) => `    ${one}`)].join('\n')}\n\n`;
  }).join('');
}

function keepalivedText(dice: Dice, words: Words): string {
  return Array.from({ length: dice.between(1, 5) }, () => block(dice, words, '', 0)).join('\n');
}

/** A block that may stand in a context, and blocks in it. */
function block(dice: Dice, words: Words, context: string, depth: number): string {
  const indent = '    '.repeat(depth);
  const openers = (byContext(keepalivedCatalog).get(context) ?? []).filter(({ opens }) => opens !== undefined);
  if (openers.length === 0) return '';
  const opener = dice.pick(openers);
  const within = opener.opens ?? '';
  const lines = inside(dice, words, keepalivedCatalog, within).map((one) => `${indent}    ${one}\n`);
  const inner = depth < 3 && dice.chance(0.5) ? block(dice, words, within, depth + 1) : '';
  return `${indent}${line(dice, words, opener)} {\n${lines.join('')}${inner}${indent}}\n`;
}

const contexts = new Map<Catalog, ReadonlyMap<string, readonly Keyword[]>>();

function byContext(catalog: Catalog): ReadonlyMap<string, readonly Keyword[]> {
  const known = contexts.get(catalog);
  if (known) return known;
  const found = new Map<string, Keyword[]>();
  for (const keyword of catalog.keywords) {
    for (const context of keyword.in) found.set(context, [...(found.get(context) ?? []), keyword]);
  }
  contexts.set(catalog, found);
  return found;
}
