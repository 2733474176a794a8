import type { Dice } from '../../lab/random/dice.ts';
import type { Splice } from '../trial.ts';
import { deep } from './deep.ts';
import { objectWords, oddCharacters, type Words } from './words.ts';

/** What a mutator may draw from. */
export interface Drawer {
  readonly words: Words;
  /** Another text of any language. */
  other(dice: Dice): string;
}

type Mutator = (dice: Dice, text: string, drawer: Drawer) => Splice;

/** Damages a text at one place. The same dice give the same damage. */
export function damage(dice: Dice, text: string, drawer: Drawer): Splice {
  return dice.pick(dice.pick(kinds))(dice, text, drawer);
}

const place = (dice: Dice, text: string): number => dice.between(0, text.length);

/** The start and the length, with what ends it, of some line. */
function someLine(dice: Dice, text: string): { start: number; length: number } {
  const at = place(dice, text);
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return { start, length: (end < 0 ? text.length : end + 1) - start };
}

function someWord(dice: Dice, text: string): { start: number; length: number } {
  const { start, length } = someLine(dice, text);
  const found = [...text.slice(start, start + length).matchAll(/\S+/g)];
  if (found.length === 0) return { start, length: 0 };
  const word = dice.pick(found);
  return { start: start + (word.index ?? 0), length: word[0].length };
}

const typed = [
  '',
  ' ',
  '\n',
  '\t',
  '"',
  "'",
  '\\',
  '{',
  '}',
  '#',
  '!',
  '(',
  ')',
  ',',
  '%[',
  ']',
  '/',
  '@',
  '$',
  '~',
  '=',
];
const typedLines = [
  '\nbackend b\n',
  '\nfrontend f\n    use_backend b if { path / }\n',
  'acl a path_beg /\n',
  '.if defined(X)\n',
  '.else\n',
  '.endif\n',
  '\nvrrp_instance V {\n',
  '\nvrrp_script s {\n}\n',
  'track_script { s }\n',
  '@lb1 priority 100\n',
  '@^lb1 priority 100\n',
  '$X=1\n',
  '$X\n',
  '~SEQ(i, 1, 9) real_server 10.0.0.$i 80 {\n}\n',
  '~LST(i, a, b) $i\n',
  'include *.conf\n',
  'include /etc/keepalived/**/*.conf\n',
  'defaults d from d\n',
  '# haconf: ignore\n',
  '# haconf: ignore haproxy/unknown-keyword\n',
  '# haconf: haproxy 2.2\n',
  '# haconf: keepalived 2.0.20\n',
  '# haconf:',
];

const bytes: readonly Mutator[] = [
  (dice, text) => ({ start: place(dice, text), remove: dice.between(0, 12), insert: dice.pick(typed) }),
  (dice, text) => {
    const start = place(dice, text);
    const code = text.charCodeAt(Math.min(start, text.length - 1)) || 0;
    return { start, remove: 1, insert: String.fromCharCode((code ^ (1 << dice.between(0, 7))) & 0xffff) };
  },
  // As a reader decodes bytes that are no UTF-8.
  (dice, text) => ({
    start: place(dice, text),
    remove: dice.between(0, 2),
    insert: Buffer.from(Array.from({ length: dice.between(1, 6) }, () => dice.between(0, 255))).toString('utf8'),
  }),
  (dice, text) => ({ start: place(dice, text), remove: dice.between(0, 3), insert: dice.pick(oddCharacters) }),
  () => ({ start: 0, remove: 0, insert: '\ufeff' }),
  (_dice, text) => ({ start: 0, remove: text.length, insert: text.replaceAll('\n', '\r\n') }),
  (_dice, text) => ({ start: 0, remove: text.length, insert: text.replaceAll('\n', '\r') }),
];

const lines: readonly Mutator[] = [
  (dice, text) => ({ ...someLine(dice, text), remove: someLine(dice, text).length, insert: '' }),
  (dice, text) => {
    const { start, length } = someLine(dice, text);
    return { start, remove: 0, insert: text.slice(start, start + length).repeat(dice.pick([1, 1, 1, 3, 30])) };
  },
  (dice, text) => {
    const from = someLine(dice, text);
    return { start: someLine(dice, text).start, remove: 0, insert: text.slice(from.start, from.start + from.length) };
  },
  // A half-typed line, and a file that ends in it.
  (dice, text) => {
    const { start, length } = someLine(dice, text);
    const kept = dice.between(0, Math.max(0, length - 1));
    return { start: start + kept, remove: length - kept - 1, insert: '' };
  },
  (dice, text) => ({ start: place(dice, text), remove: text.length, insert: '' }),
  (dice, text) => ({ start: someLine(dice, text).start, remove: 0, insert: dice.pick(typedLines) }),
  (dice, text) => {
    const { start, length } = someLine(dice, text);
    return {
      start: start + Math.max(0, length - 1),
      remove: dice.between(0, 1),
      insert: dice.pick(['\\\n', ' \\', '"', '{']),
    };
  },
];

/** The word that is replaced comes from a few lines at once: what one line does not mind, another may. */
function oddWords(dice: Dice, text: string): Splice {
  const { start } = someLine(dice, text);
  const lines = Array.from({ length: 5 }, () => {
    const from = someLine(dice, text);
    const parts = text
      .slice(from.start, from.start + from.length)
      .trim()
      .split(/\s+/);
    return parts.with(Math.min(parts.length - 1, dice.pick([0, 1, 1, 1, 2, 3])), dice.pick(objectWords)).join(' ');
  });
  return { start, remove: 0, insert: lines.map((line) => `    ${line}\n`).join('') };
}

const words: readonly Mutator[] = [
  oddWords,
  (dice, text, drawer) => {
    const { start, length } = someWord(dice, text);
    return { start, remove: length, insert: drawer.words.draw(dice) };
  },
  (dice, text, drawer) => ({ start: someWord(dice, text).start, remove: 0, insert: `${drawer.words.draw(dice)} ` }),
  (dice, text) => {
    const [to, from] = [someWord(dice, text), someWord(dice, text)];
    return { start: to.start, remove: to.length, insert: text.slice(from.start, from.start + from.length) };
  },
  (dice, text, drawer) => ({
    start: someLine(dice, text).start,
    remove: 0,
    insert: `${dice.pick(drawer.words.lines)}\n`,
  }),
  (dice, text) => {
    const { start, length } = someWord(dice, text);
    return {
      start,
      remove: length,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of HAProxy
      insert: dice.pick(['""', "''", '"', '"a b"', '${A}', '$(A)', '%[src]', '{ src }']),
    };
  },
];

const splices: readonly Mutator[] = [
  (dice, text, drawer) => {
    const other = drawer.other(dice);
    const from = someLine(dice, other);
    const insert = other.slice(from.start, from.start + from.length + dice.between(0, 400));
    return { start: someLine(dice, text).start, remove: dice.pick([0, 0, 40, 400]), insert };
  },
  (dice, text, drawer) => ({
    start: place(dice, text),
    remove: text.length,
    insert: drawer.other(dice).slice(0, 4000),
  }),
];

const nesting: readonly Mutator[] = [
  (dice, text) => ({ start: someLine(dice, text).start, remove: 0, insert: deep(dice) }),
  (dice, text) => ({ start: place(dice, text), remove: 0, insert: deep(dice) }),
];

const templates: readonly Mutator[] = [
  (dice, text) => ({
    start: place(dice, text),
    remove: 0,
    insert: dice.pick([
      '{{',
      '}}',
      '{%',
      '%}',
      '{#',
      '<%',
      '%>',
      '<%=',
      '{{- range .x }}',
      '{{ x }}',
      '{% if x %}\n',
      '{% endif %}\n',
    ]),
  }),
  (dice, text) => {
    const { start, length } = someWord(dice, text);
    return {
      start,
      remove: length,
      insert: dice.pick(['{{ a }}', '<%= @a %>', '{{ .Values.a | quote }}', '{{a}}-{{', '@A@']),
    };
  },
];

const kinds: readonly (readonly Mutator[])[] = [bytes, lines, lines, words, words, words, splices, nesting, templates];
