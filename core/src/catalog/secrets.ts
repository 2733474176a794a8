/** Stands where a secret is written. */
export const hidden = '•••';

const secretName =
  /pass(?:w(?:or)?d|phrase|code|in)?(?![a-z])|passw|p(?:s|as)?wd|secret|token|api[-_]?key|auth(?!or(?!i))|credential|cookie|session|s(?:ess)?id$|signature|hmac|bearer|jwt|csrf|xsrf|licen[cs]e|community|(?:^|[-_.])(?:key|otp|pin)(?:$|[-_.])|(?:access|private|shared|signing|account)[-_]?key/i;

/** Whether what has this name - a header, a variable, a parameter, an option of a command - is mostly kept secret. */
export function soundsSecret(name: string): boolean {
  return secretName.test(name);
}

/** `user:password@` of an address, also where only a token stands before the host. */
const userInfo = /:\/\/([^/@\s"'?#]+)@/g;
/** `user:password@host` without a scheme. */
const credentials = /(?:^|[\s"'=,/])[^\s:@/"']+:([^\s@/"']+)@(?=[\w.-])/g;
/** `?token=x`, `--password=x`, `PASSWORD=x`: up to what ends a value there. */
const assigned = /(?:^|[?&;,\s"'])-{0,2}\$?([\w.-]+)=("[^"]*"|'[^']*'|[^&;\s"']*)/g;
/** `Authorization: Basic x`, up to the end of the header. */
const header = /(?:^|[\s"']|\\n|\n)([\w-]+):\s*((?:(?!\\r|\\n)[^\r\n])+)/g;
const scheme = /\b(?:basic|bearer|digest|negotiate|token|apikey)\s+(?![[%])([^\s"'\\%]+)/gi;

/** The parts of a text that are secret wherever it stands: passwords in addresses, parameters and headers. */
export function secretsInText(text: string): readonly string[] {
  if (!/[=@:]|bearer|basic|digest|token|negotiate|apikey/i.test(text)) return none;
  const found = [...text.matchAll(userInfo), ...text.matchAll(credentials), ...text.matchAll(scheme)].map(
    ([, value = '']) => value,
  );
  for (const [, name = '', value = ''] of [...text.matchAll(assigned), ...text.matchAll(header)]) {
    if (soundsSecret(name)) found.push(value.replace(/^(["'])(.*)\1$/, '$2'));
  }
  return found.filter(isValue);
}

const none: readonly string[] = [];

/** Options of well-known programs whose value is a password or holds one. */
const shortOptions = /^-(?:p|P|a|w|u|U|k|y|pw)$/;

/** The secrets among the arguments of a command. What a program of one’s own takes without a name cannot be known. */
export function secretsInCommand(command: string): readonly string[] {
  const found = [...secretsInText(command)];
  const words = command.match(/"[^"]*"?|'[^']*'?|[^\s"']+(?:"[^"]*"?|'[^']*'?)*/g) ?? [];
  words.forEach((word, index) => {
    const before = words[index - 1] ?? '';
    const program = words[0] ?? '';
    const isOption = /^--?[\w-]+$/.test(before);
    const asks =
      (isOption && soundsSecret(before)) ||
      shortOptions.test(before) ||
      /^(?:auth|password|pass)$/i.test(before) ||
      (before === '-c' && /snmp/.test(program));
    const value = word.replace(/^(["'])(.*?)\1?$/, '$2');
    if (index > 1 && asks && !/^--?[a-z]/i.test(value)) found.push(value);
    // `-pSECRET`, as the clients of MySQL take it.
    else if (index > 0 && /^-p./.test(word) && !/^-p\d+$/.test(word)) found.push(word.slice(2));
  });
  return found.filter(isValue);
}

/** What is only looked up elsewhere is no secret, and a sign alone is none. */
function isValue(text: string): boolean {
  return text.length > 1 && !/^"?(?:\$\{?\w+\}?|%\[.*\]|%\w+)"?$/.test(text);
}

/**
 * The literal parts of a value that is a format or a sample: what is written out, without what is looked up at run
 * time, and without the word that names a scheme.
 */
export function literalsOf(value: string): readonly string[] {
  const inside = [...value.matchAll(/\b(?:str|bin)\(\s*(?:"([^"]*)"|'([^']*)'|([^)]*))/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
  const isSample = /^[\w.-]+\(.*\)/s.test(value) && !value.includes('%');
  const outside = isSample ? [] : value.split(/%\[(?:"[^"]*"|'[^']*'|\([^()]*\)|[^\]])*\]|%(?:\{[^}]*\})?[A-Za-z]\w*/);
  return [...inside, ...outside]
    .map((text) => text.trim().replace(/^(?:basic|bearer|digest|negotiate|token|apikey)\b\s*/i, ''))
    .filter(isValue);
}

/** A word with its secrets hidden. */
export function masked(word: string, secrets: readonly string[]): string {
  let text = word;
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) text = text.replaceAll(secret, hidden);
  return text;
}

/** Words of our own messages, which must stay readable where somebody has chosen one of them as a password. */
const ours = /^(?:haproxy|keepalived|vrrp|password|secret|master|backup|server|backend|frontend|[a-z]{1,3})$/i;

/**
 * A message without secrets of the text that it is about: neither whole, nor a part of one in quotes, nor a quote that
 * holds one. `secrets` may be many, the message is short.
 */
export function withoutSecrets(message: string, secrets: Iterable<string>): string {
  let text = message;
  const folded: string[] = [];
  // A short one may be a part of a longer one, which must not be taken apart.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    folded.push(secret.toLowerCase());
    if (!ours.test(secret) && text.includes(secret)) text = text.replaceAll(secret, hidden);
    const escaped = secret.replace(/[\s"'\\#]/g, '\\$&');
    if (escaped !== secret && text.includes(escaped)) text = text.replaceAll(escaped, hidden);
  }
  if (folded.length === 0) return message;
  return text.replace(/"([^"]*)"|`([^`]*)`|“([^”]*)”|'([^'\s]+)'/g, (quote, ...groups: (string | undefined)[]) => {
    const piece = groups.slice(0, 4).find((group) => group !== undefined) ?? '';
    const part = piece.replace(/…$/, '').trim().toLowerCase();
    const gives = folded.some(
      (secret) => secret === part || (part.length > 2 && secret.includes(part)) || holds(part, secret),
    );
    return gives && !piece.includes(hidden) ? `${quote[0]}${hidden}${quote.at(-1)}` : quote;
  });
}

/** A quote of several words that ends in the middle of a secret gives its beginning away. */
function holds(part: string, secret: string): boolean {
  if (secret.length > 2 && part.includes(secret)) return true;
  for (let length = Math.min(secret.length, part.length); length >= 4; length--) {
    if (part.endsWith(secret.slice(0, length))) return true;
  }
  return false;
}
