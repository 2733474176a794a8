import { memo } from '../../base/memo.ts';
import { nearest } from '../../base/nearest.ts';
import { lastingTextCache } from '../../base/text-cache.ts';
import { secretsInCommand, secretsInText, soundsSecret } from '../../catalog/secrets.ts';
import { authTypes, commandKeywords, secretKeywords } from './catalog/secrets.ts';
import type { KeepalivedLine } from './lexer.ts';
import type { BlockSyntax } from './parser.ts';

/** The secrets that a line holds. A misspelt keyword is taken for what it is near to. */
export function secretsOfLine(words: readonly string[]): readonly string[] {
  const found = words.flatMap(secretsInText);
  // What follows the first of them is looked at as a whole: others behind it are part of it.
  const secret = words.findIndex((word, index) => behindKeyword(word, index) !== undefined);
  const behind = behindKeyword(words[secret] ?? '', secret);
  if (behind !== undefined) addAll(found, words.slice(secret + behind));
  addAll(found, oneWordTooEarly(words));
  const command = words.findIndex((word) => commandKeywords.has(word) || word.startsWith('notify'));
  if (command >= 0) addAll(found, secretsInCommand(words.slice(command + 1).join(' ')));
  // A sign alone, as a `=` by mistake, is none.
  return found.filter((secret) => secret.length > 1);
}

function behindKeyword(word: string, index: number): number | undefined {
  const known = secretKeywords.get(word);
  if (known !== undefined || index !== 0) return known;
  const meant = misspelt(word);
  return meant === noSecret ? undefined : meant;
}

/**
 * A password on the line of its type, which takes none, or written on to its keyword. What is near to a type is a
 * misspelt one.
 */
function oneWordTooEarly([first = '', ...others]: readonly string[]): readonly string[] {
  if (/^auth_?type/i.test(first)) {
    return others.filter(
      (word, index) => !secretKeywords.has(word) && (index > 0 || nearest(word, authTypes) === undefined),
    );
  }
  const [, password = ''] = others.length === 0 ? (/^auth_pass(.{3,})$/i.exec(first) ?? []) : [];
  return password === '' ? [] : [password];
}

/** Without a spread, which a list of a hundred thousand would break. */
function addAll(list: string[], more: readonly string[]): void {
  for (const text of more) list.push(text);
}

const noSecret = -1;

/** Files have few first words, and each of them thousands of times: what one is near to is looked up once. */
const misspelt = lastingTextCache((word: string): number => {
  if (word.length < 5 || word.startsWith('auth_type') || commandKeywords.has(word)) return noSecret;
  const near = nearest(word, secretKeywords.keys());
  if (near !== undefined) return secretKeywords.get(near) ?? noSecret;
  return /^\w+$/.test(word) && /pass|secret|token/i.test(word) ? 1 : noSecret;
}, 2000);

interface ChunkSecrets {
  readonly secrets: readonly string[];
  /** Names of definitions that stand where a secret is expected, or on lines that may be one after they are put in. */
  readonly used: readonly string[];
  readonly definitions: readonly { readonly name: string; readonly text: string }[];
}

/** Equal lines are one object. */
const ofLine = memo((line: KeepalivedLine) => {
  const words = line.words.map(({ value }) => value);
  return { words, secrets: secretsOfLine(words) };
});

const ofChunk = memo(({ lines, text }: BlockSyntax): ChunkSecrets => {
  const secrets: string[] = [];
  const used: string[] = [];
  const definitions: { name: string; text: string }[] = [];
  const defines = text.includes('$');
  let open: { name: string; text: string } | undefined;
  /** The keyword of the line before has no value: it may stand on this one. */
  let pending = false;
  for (const line of lines) {
    if (!line.code && !open) continue;
    const head = defines && !open ? /^\s*(?:@\S*\s+)*\$(\w+)=(.*)$/s.exec(line.text) : null;
    if (head || open) {
      open ??= { name: head?.[1] ?? '', text: '' };
      const body = head?.[2] ?? line.text;
      open.text += `${body.replace(/\\?\s*$/, '')}\n`;
      if (!line.continues) {
        definitions.push(open);
        open = undefined;
      }
      continue;
    }
    const { words, secrets: own } = ofLine(line);
    for (const secret of own) {
      const names = [...secret.matchAll(/\$\{?(\w+)\}?/g)].map(([, name = '']) => name);
      addAll(used, names);
      if (names.length === 0 || !/^\$\{?\w+\}?$/.test(secret)) secrets.push(secret);
    }
    if (pending && words.length === 1 && !line.startsWithBrace) secrets.push(words[0] ?? '');
    pending = words.length > 0 && secretKeywords.get(words.at(-1) ?? '') === 1;
  }
  return { secrets, used, definitions };
});

/** All secrets of the blocks of a configuration, those of its definitions among them. */
export const keepalivedSecrets: (chunks: readonly BlockSyntax[]) => ReadonlySet<string> = memo(
  (chunks: readonly BlockSyntax[]) => {
    const parts = chunks.map(ofChunk);
    const found = new Set(parts.flatMap(({ secrets }) => secrets));
    const used = new Set(parts.flatMap((part) => part.used));
    const definitions = parts.flatMap((part) => part.definitions);
    const byName = new Map<string, string[]>();
    for (const { name, text } of definitions) {
      const known = byName.get(name);
      if (known) known.push(text);
      else byName.set(name, [text]);
    }
    // Names that a secret definition is made of are visited by the same loop.
    for (const name of used) {
      for (const text of byName.get(name) ?? []) {
        for (const [, nested = ''] of text.matchAll(/\$\{?(\w+)\}?/g)) used.add(nested);
      }
    }
    for (const { name, text } of definitions) {
      const isSecret = used.has(name) || soundsSecret(name);
      for (const line of text.split('\n')) {
        const words = line.trim().replace(/["{}]/g, ' ').split(/\s+/);
        if (isSecret && !secretKeywords.has(words[0] ?? '')) for (const word of words) found.add(word);
        for (const secret of secretsOfLine(words)) found.add(secret);
      }
    }
    found.delete('');
    return found;
  },
);
