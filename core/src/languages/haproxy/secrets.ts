import { nearest } from '../../base/nearest.ts';
import { lastingTextCache } from '../../base/text-cache.ts';
import { masked } from '../../catalog/hide-secrets.ts';
import {
  literalsOf,
  mayHoldSecretInText,
  secretsInCommand,
  secretsInText,
  soundsSecret,
} from '../../catalog/secrets.ts';
import {
  meantParameters,
  namedParameters,
  openParameters,
  otherKeywords,
  parameterLines,
  rulesets,
  secretActions,
  secretConverters,
  secretFetches,
  secretParameters,
  secretPositions,
} from './catalog/secrets.ts';

/** The secrets that each word of a line holds; empty for nearly all. A misspelt keyword is taken for what it is near to. */
export function secretsOfWords(words: readonly string[]): readonly (readonly string[])[] {
  const found = words.map((): string[] => []);
  eachSecret(words, (index, secret) => found[index]?.push(secret));
  return found;
}

/** Hands on each secret of a line, with the index of the word that holds it. */
function eachSecret(words: readonly string[], hand: (index: number, secret: string) => void): void {
  // Every line is looked at, and nearly none has a secret: what cannot be in it is seen by one look at all of its words.
  const joined = words.join(' ');
  const add = (index: number, secrets: readonly string[]): void => {
    if (index >= words.length) return;
    // Without a spread, which a list of a hundred thousand would break.
    for (const secret of secrets) if (secret !== '') hand(index, secret);
  };
  const anyInText = mayHoldSecretInText(joined);
  const anyCall = joined.includes('(');
  for (let index = 0; (anyInText || anyCall) && index < words.length; index++) {
    add(index, secretsInText(words[index] ?? ''));
    add(index, converterKeys(words[index] ?? ''));
  }
  const start = words[0] === 'no' || words[0] === 'default' ? 1 : 0;
  const position = positionOf(start === 0 ? words : words.slice(start));
  if (position) addAt(words, start, position, add);
  if (mayBeParameter.test(joined)) addParameters(words, start, add);
  const first = asksForSecret(words, start);
  if (first > 0) addMeantParameters(words, first, add);
  if (joined.includes('{') || words[start] === 'acl' || words[start]?.startsWith('.')) addPatterns(words, start, add);
}

/** The same few words come again and again. */
const mostWords = 2000;

const mayBeParameter = new RegExp([...secretParameters, ...namedParameters].join('|'));

/** What follows a word that asks for a secret, wherever it stands. */
function addParameters(
  words: readonly string[],
  start: number,
  add: (index: number, secrets: readonly string[]) => void,
): void {
  for (let index = start + 1; index < words.length; index++) {
    const word = words[index] ?? '';
    if (secretParameters.includes(word)) add(index + 1, [words[index + 1] ?? '']);
    if (namedParameters.includes(word) && soundsSecret(words[index + 1] ?? '')) {
      add(index + 2, literalsOf(words[index + 2] ?? ''));
    }
  }
}

/** Index of the first parameter of a line that is none of HAProxy's and sounds as if a secret followed; 0 where none does. */
function asksForSecret(words: readonly string[], start: number): number {
  const from = parameterLines.get(words[start] ?? '');
  if (from === undefined) return 0;
  for (let index = start + from; index < words.length - 1; index++) {
    if (isMeantParameter(words[index] ?? '')) return index;
  }
  return 0;
}

/** Nearly all words are parameters that are known, numbers or short, which is seen without a look into a cache. */
function isMeantParameter(word: string): boolean {
  return word.length > 4 && !openParameters.has(word) && isLetter.test(word) && isNearToParameter(word);
}

const isLetter = /^[a-z]/i;

/** Files have few such words, and each of them thousands of times. */
const isNearToParameter = lastingTextCache(
  (word) => /^[a-z][\w-]+$/i.test(word) && (soundsSecret(word) || nearest(word, meantParameters) !== undefined),
  mostWords,
);

function addMeantParameters(
  words: readonly string[],
  from: number,
  add: (index: number, secrets: readonly string[]) => void,
): void {
  for (let index = from; index < words.length; index++) {
    if (isMeantParameter(words[index] ?? '')) add(index + 1, [words[index + 1] ?? '']);
  }
}

/**
 * Whether a line may hold a secret at all: nearly none does, which is seen by its first word and one look at its text.
 * What follows is more than `secretsOfWords` looks for, never less.
 */
export function mayHoldSecret(values: readonly string[], text: string): boolean {
  const first = values[0];
  if (first === undefined) return false;
  // A word alone may be what the line above lacks; what follows a dot, "no" or "default" has its own rules.
  if (values.length === 1 || first === 'no' || first === 'default' || first.startsWith('.')) return true;
  if (positionOf(values) !== undefined || text.includes('\\') || mayBeParameter.test(text)) return true;
  if (asksForSecret(values, 0) > 0) return true;
  // The second look is the dearer one.
  return (first === 'acl' || holdsNamed.test(text)) && secretish.test(text);
}

/** Signs of a value that a name stands before, an argument or a pattern: without any a word that sounds secret is none. */
const holdsNamed = /[@=({]|(?:^|[\s"'])[\w-]+:|\b(?:basic|bearer|digest|negotiate|token|apikey)\s/i;

const secretish =
  /@|basic|digest|negotiate|pass|wd|secret|token|key|auth|credential|cookie|session|sid|signature|hmac|bearer|jwt|csrf|xsrf|licen[cs]e|community|otp|pin|md5sig|agent-send|body|aes_|memcmp/i;

/** The words of a line as they may be shown. */
export function maskedWords(words: readonly string[]): readonly string[] {
  const secrets = secretsOfWords(words);
  return secrets.every((list) => list.length === 0)
    ? words
    : words.map((word, index) => masked(word, secrets[index] ?? []));
}

/** Whether a line ends where its secret ought to be: what stands on the next line, alone, is taken for it. */
export function lacksSecret(words: readonly string[]): boolean {
  if (words.length === 0 || words.length > 4) return false;
  return (
    secretsOfWords([...words, 'Secret0'])
      .at(-1)
      ?.includes('Secret0') === true && !words.includes('if')
  );
}

/** The secrets of a line that has this one above it. */
export function secretsOfWordsBelow(words: readonly string[], above: readonly string[]): readonly string[] {
  if (words.length === 1 && lacksSecret(above)) return words;
  const found: string[] = [];
  eachSecret(words, (_, secret) => found.push(secret));
  return found;
}

interface Position {
  readonly kind: string;
  readonly at: number;

  /** What stands in parentheses behind it. */
  readonly parentheses: string;
}

type Table = ReadonlyMap<string, { readonly kind: string; readonly at: number }>;

function tableOf(text: string): Table {
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', facts = ''] = line.split(' | ');
        const [kind = '', at = ''] = facts.split(' ');
        return [name, { kind, at: Number(at) }] as const;
      }),
  );
}

const positions = tableOf(secretPositions);
const actions = tableOf(secretActions);
const firstWords = [...new Set([...[...positions.keys()].map((name) => name.split(' ')[0] ?? ''), ...rulesets])];

const firstWordFor = lastingTextCache(
  (word) => (firstWords.includes(word) ? word : meant(word, firstWords)),
  mostWords,
);
const actionFor = lastingTextCache((name) => (actions.has(name) ? name : meant(name, actions.keys())), mostWords);

function meant(word: string, known: Iterable<string>): string {
  return otherKeywords.includes(word) ? '' : (nearest(word, known) ?? '');
}

/** Second words by the first. */
const seconds: ReadonlyMap<string, (word: string) => string> = new Map(
  firstWords.map((first) => {
    const names = [...positions.keys()]
      .filter((name) => name.startsWith(`${first} `))
      .map((name) => name.slice(first.length + 1));
    return [first, lastingTextCache((word) => (names.includes(word) ? word : meant(word, names)), mostWords)];
  }),
);

function positionOf(words: readonly string[]): Position | undefined {
  const written = words[0] ?? '';
  const first = firstWordFor(written);
  if (first === '') return undefined;
  const plain = positions.get(first);
  if (plain) return { ...plain, parentheses: '' };
  if (first === 'stats' && words[1]?.includes(':')) return { kind: 'credentials', at: 1, parentheses: '' };
  const second = seconds.get(first)?.(words[1] ?? '') ?? '';
  if (second === words[1]) return { ...at(positions, `${first} ${second}`), parentheses: '' };
  if (rulesets.includes(first)) {
    const last = first.startsWith('tcp-re') ? 2 : 1;
    for (let index = 1; index <= last; index++) {
      const [, name = '', parentheses = ''] = /^([\w-]+)(?:\((.*?)\)?)?$/s.exec(words[index] ?? '') ?? [];
      const action = actionFor(name);
      if (action === '') continue;
      const { kind, at: from } = at(actions, action);
      return { kind, at: index + from, parentheses };
    }
  }
  return second === '' ? undefined : { ...at(positions, `${first} ${second}`), parentheses: '' };
}

function at(table: Table, name: string) {
  return table.get(name) ?? { kind: '', at: 0 };
}

/** Up to the condition, if one follows. */
function restOf(words: readonly string[], from: number): readonly number[] {
  const end = words.findIndex((word, index) => index > from && (word === 'if' || word === 'unless'));
  return words.map((_, index) => index).filter((index) => index >= from && (end < 0 || index < end));
}

function addAt(
  words: readonly string[],
  start: number,
  { kind, at: from, parentheses }: Position,
  add: (index: number, secrets: readonly string[]) => void,
): void {
  const first = start + from;
  const whole = (indexes: readonly number[]): void => {
    for (const index of indexes) add(index, [words[index] ?? '']);
  };
  const literal = (indexes: readonly number[]): void => {
    for (const index of indexes) add(index, literalsOf(words[index] ?? ''));
  };
  const rest = restOf(words, first);
  if (kind === 'rest') whole(words.map((_, index) => index).filter((index) => index >= first));
  else if (kind === 'payload') whole(rest.filter((index) => !question.test(words[index] ?? '')));
  else if (kind === 'named' && soundsSecret(words[first] ?? '')) literal(rest.slice(1));
  else if (kind === 'named-by-parentheses' && soundsSecret(parentheses)) literal(rest);
  else if (kind === 'request-end') whole(rest.filter((index) => !/^HTTP\/[\d.]+$/.test(words[index] ?? '')));
  else if (kind === 'behind-user') {
    const user = words.indexOf('user', first);
    if (user > 0) whole([user + 1]);
  } else if (kind === 'credentials') {
    for (const index of rest) add(index, [(words[index] ?? '').replace(/^[^:]*:/, '')]);
  } else if (kind === 'command') {
    const secrets = new Set(secretsInCommand(words.slice(first).join(' ')));
    for (const index of rest) {
      const word = words[index] ?? '';
      if (secrets.has(word)) add(index, [word]);
      else
        add(
          index,
          word.startsWith('-p') ? [word.slice(2)].filter((text) => secrets.has(text)) : secretsInCommand(word),
        );
    }
  } else if (kind === 'port') {
    const port = /:([^:]*)$/.exec(words[first] ?? '')?.[1] ?? '';
    if (!/^(?:[+-]?\d.*|smtps?|submissions?)?$/.test(port)) add(first, [port]);
  } else if (kind === 'user') whole(passwordWords(words, first));
}

const question = /^(?:ping|quit|noop|role|info(?: \w+)?|comment)(?:\\r|\\n|\s)*$/i;
const passwordKinds = ['password', 'insecure-password', 'groups'];

/** Indexes of passwords on the line of a user: a word that is near to no keyword may be one as well. */
function passwordWords(words: readonly string[], from: number): readonly number[] {
  const found: number[] = [];
  let group = false;
  for (let index = from; index < words.length; index++) {
    const word = words[index] ?? '';
    const kind = passwordKinds.includes(word) || (index === from && nearest(word, passwordKinds) !== undefined);
    if (!kind && !group) found.push(index);
    group = word === 'groups';
  }
  return found;
}

/** Keys in the arguments of converters, wherever they stand. */
function converterKeys(word: string): readonly string[] {
  if (!word.includes('(')) return [];
  return [...word.matchAll(/\b(\w+)\(((?:"[^"]*"|'[^']*'|[^)])*)/g)].flatMap(([, name = '', inside = '']) => {
    const index = secretConverters.get(name);
    if (index === undefined) return [];
    const list = inside.match(/"[^"]*"|'[^']*'|[^,]+/g) ?? [];
    return list
      .slice(index)
      .map((argument) => argument.trim().replace(/^["']|["']$/g, ''))
      .filter((argument) => argument.length > 1 && !/^(?:txn|sess|req|res|proc|check)\./.test(argument));
  });
}

const patternFlag = /^-(?:i|n|u|M|-)$/;
const operators = new Set(['eq', 'ge', 'gt', 'le', 'lt']);

/** What an ACL or a condition compares a secret with. */
function addPatterns(
  words: readonly string[],
  start: number,
  add: (index: number, secrets: readonly string[]) => void,
): void {
  let comparing = false;
  let expects = words[start] === 'acl' ? start + 2 : -1;
  for (let index = start; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '{' || word === '!{') {
      expects = index + 1;
      comparing = false;
    } else if (word === '}') comparing = false;
    else if (index === expects) comparing = isSecretSample(word);
    else if (comparing) {
      if (word === '-m' || word === '-f') index++;
      else if (!patternFlag.test(word) && !operators.has(word)) add(index, [word]);
    }
  }
  if ((words[start] ?? '').startsWith('.') && words.some(soundsSecret)) {
    words.forEach((word, index) => {
      if (/\bstr\w*\(/.test(word))
        add(
          index,
          (word.match(/"[^"]*"|[^(),]+/g) ?? []).slice(1).map((text) => text.replace(/^"|"$/g, '')),
        );
    });
  }
}

function isSecretSample(word: string): boolean {
  const [, name = '', argument = ''] = /^!?([\w.]+)(?:\(([^,)]*))?/.exec(word) ?? [];
  return secretFetches.has(name) || (argument !== '' && !name.startsWith('path') && soundsSecret(argument));
}
