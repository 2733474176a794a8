const secretName =
  /pass(?:w(?:or)?d|phrase|code|in)?(?![a-z])|passw|p(?:s|as)?wd|secret|token|api[-_]?key|auth(?!or(?!i))|credential|cookie|session|s(?:ess)?id$|signature|hmac|bearer|jwt|csrf|xsrf|licen[cs]e|community|(?:^|[-_.])(?:key|otp|pin)(?:$|[-_.])|(?:access|private|shared|signing|account)[-_]?key/i;

/** Whether what has this name - a header, a variable, a parameter, an option of a command - is mostly kept secret. */
export function soundsSecret(name: string): boolean {
  return secretName.test(name);
}

/** `user:password@` of an address, also where only a token stands before the host. */
const userInfo = /:\/\/([^/@\s"'?#]+)@/g;
/** `user:password@host` without a scheme. */
const credentials = /(?:^|[\s"'=,/])[^\s:@/"'=,]{1,100}:([^\s@/"']{1,200})@(?=[\w.-])/g;
/** `?token=x`, `--password=x`, `PASSWORD=x`: up to what ends a value there. */
const assigned = /(?:^|[?&;,\s"'])-{0,2}\$?([\w.-]+)=("[^"]*"|'[^']*'|[^&;\s"']*)/g;
/** `Authorization: Basic x`, up to the end of the header. */
const header = /(?:^|[\s"']|\\n|\n)([\w-]+):\s*((?:(?!\\r|\\n)[^\r\n])+)/g;
const scheme = /\b(?:basic|bearer|digest|negotiate|token|apikey)\s+(?![[%])([^\s"'\\%]+)/gi;

/** Whether there may be any of what `secretsInText` finds in a text, or in one that it is put together from. */
export function mayHoldSecretInText(text: string): boolean {
  return /[=@:]|bearer|basic|digest|token|negotiate|apikey/i.test(text);
}

/** The parts of a text that are secret wherever it stands: passwords in addresses, parameters and headers. */
export function secretsInText(text: string): readonly string[] {
  if (!mayHoldSecretInText(text)) return none;
  const found: string[] = [];
  const add = (expression: RegExp): void => {
    for (const [, value = ''] of text.matchAll(expression)) found.push(value);
  };
  const addNamed = (expression: RegExp): void => {
    for (const [, name = '', value = ''] of text.matchAll(expression)) {
      if (soundsSecret(name)) found.push(value.replace(/^(["'])(.*)\1$/, '$2'));
    }
  };
  if (text.includes('@')) {
    add(userInfo);
    add(credentials);
  }
  // Each costs more than a look for the signs that it needs: most words with one are addresses.
  if (/\s/.test(text)) add(scheme);
  if (text.includes('=')) addNamed(assigned);
  if (text.includes(':')) addNamed(header);
  return found.length === 0 ? none : found.filter(isValue);
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
    if (index > 1 && asks && !/^(?:--?[a-z].*|\d{1,5})$/is.test(value)) found.push(value);
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
  const isSample = /^[\w.-]+\(/.test(value) && value.endsWith(')') && !value.includes('%');
  return [...inside, ...(isSample ? [] : outsideSamples(value))]
    .map((text) => text.trim().replace(/^(?:basic|bearer|digest|negotiate|token|apikey)\b\s*/i, ''))
    .filter(isValue);
}

/** What stands between `%[…]` and `%variables` of a format. One that is never closed is written out like the rest. */
function outsideSamples(format: string): readonly string[] {
  const parts: string[] = [];
  const lastClosing = format.lastIndexOf(']');
  let from = 0;
  for (let at = format.indexOf('%'); at >= 0; at = format.indexOf('%', at)) {
    let end = at + 1;
    if (format[end] === '[' && end < lastClosing) end = endOfSample(format, end) ?? end;
    else end += /^(?:\{[^{}]{0,40}\})?[A-Za-z]\w{0,40}/.exec(format.slice(end, end + 90))?.[0].length ?? 0;
    if (end > at + 1) {
      parts.push(format.slice(from, at));
      from = end;
    }
    at = end;
  }
  return [...parts, format.slice(from)];
}

/** Behind the `]` that ends a sample: quotes and parentheses may hold others. */
function endOfSample(format: string, open: number): number | undefined {
  let quote = '';
  let depth = 0;
  for (let at = open + 1; at < format.length; at++) {
    const character = format.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === ']' && depth <= 0) return at + 1;
  }
  // Quotes or parentheses do not match: the next sign has to do.
  const plain = format.indexOf(']', open);
  return plain < 0 ? undefined : plain + 1;
}
