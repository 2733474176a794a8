import { memo } from '../base/memo.ts';

/** Stands where a secret is written. */
export const hidden = '•••';

/** More of them in one line are no configuration: then nothing of it is shown. */
const mostShown = 200;

/** A word with its secrets hidden. */
export function masked(word: string, secrets: readonly string[]): string {
  if (secrets.length > mostShown) return hidden;
  let text = word;
  for (const secret of longestFirst(secrets)) text = text.replaceAll(secret, hidden);
  return text;
}

/** Stands in for secrets of several texts: for equal ones the same, for others another. */
export function numbering(): (text: string, secrets: readonly string[]) => string {
  const numbers = new Map<string, number>();
  const numberOf = (secret: string): string => {
    const number = numbers.get(secret) ?? numbers.size + 1;
    numbers.set(secret, number);
    return `${hidden}${number}`;
  };
  return (text, secrets) => {
    if (secrets.length > mostShown) return numberOf(text);
    let shown = text;
    for (const secret of longestFirst(secrets)) {
      if (shown.includes(secret)) shown = shown.replaceAll(secret, numberOf(secret));
    }
    return shown;
  };
}

/** A short one may be a part of a longer one, which must not be taken apart. */
function longestFirst(secrets: Iterable<string>): string[] {
  return [...secrets].sort((a, b) => b.length - a.length);
}

/** Words of our own messages, which must stay readable where somebody has chosen one of them as a password. */
const ours = /^(?:haproxy|keepalived|vrrp|password|secret|master|backup|server|backend|frontend)$/i;
/** What is shorter is found in half of all words and numbers: only a quote of it alone counts. */
const shortest = 4;

interface Prepared {
  /** As they may stand in a message, the longest first. */
  readonly forms: readonly string[];
  /** In lower case. */
  readonly folded: ReadonlySet<string>;
}

const prepared = memo((secrets: ReadonlySet<string>): Prepared => {
  const list = longestFirst(secrets);
  const forms = list
    .filter((secret) => secret.length >= shortest && !ours.test(secret))
    .flatMap((secret) => {
      const escaped = secret.replace(/[\s"'\\#]/g, '\\$&');
      return escaped === secret ? [secret] : [secret, escaped];
    });
  return { forms, folded: new Set(list.map((secret) => secret.toLowerCase())) };
});

/** With more secrets than this a message loses all that it quotes: each comparison takes time. */
const mostCompared = 500;
/** Longer messages quote noise; they are cut much shorter afterwards. */
const longestMessage = 4000;

const quoted = /"([^"]*)"|`([^`]*)`|“([^”]*)”|'([^'\s]+)'/g;

/**
 * A message without secrets of the text that it is about: neither whole, nor a part of one in quotes, nor a quote that
 * holds one. The set must not change any more.
 */
export function withoutSecrets(message: string, secrets: ReadonlySet<string>): string {
  if (secrets.size === 0) return message;
  const { forms, folded } = prepared(secrets);
  // What is cut may be a part of a secret.
  let text = message.length > longestMessage ? message.slice(0, longestMessage).replace(/\S*$/, '…') : message;
  if (secrets.size > mostCompared) {
    const isSecret = (word: string): boolean => folded.has(word.toLowerCase());
    return text.replace(quoted, hidden).replace(/[^\s,;:()]+/g, (word) => (isSecret(word) ? hidden : word));
  }
  for (const form of forms) if (text.includes(form)) text = text.replaceAll(form, hidden);
  return text.replace(quoted, (quote, ...groups: (string | undefined)[]) => {
    const piece = groups.slice(0, 4).find((group) => group !== undefined) ?? '';
    if (piece.includes(hidden)) return quote;
    const part = piece.replace(/…$/, '').trim().toLowerCase();
    for (const secret of folded) if (givesAway(part, secret)) return `${quote.charAt(0)}${hidden}${quote.at(-1)}`;
    return quote;
  });
}

/** Whether a quote is a secret, a part of one, holds one, or ends in the middle of one. */
function givesAway(part: string, secret: string): boolean {
  if (part === secret || (part.length > 2 && secret.includes(part))) return true;
  if (secret.length >= shortest && part.includes(secret)) return true;
  const longest = Math.min(secret.length, part.length, 200);
  for (let length = longest; length >= shortest; length--) {
    if (part.endsWith(secret.slice(0, length))) return true;
  }
  return false;
}
