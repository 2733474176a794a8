import type { KeepalivedKeyword } from '../catalog/grammar.ts';
import type { Mend, Tell } from './issue.ts';
import type { Piece } from './pieces.ts';
import type { Level } from './state.ts';

/** Reports what keepalived takes without a word and without the effect that was meant. */
export function checkSwallowed(keyword: KeepalivedKeyword, piece: Piece, tell: Tell): void {
  const [first, value] = piece.words;
  if (keyword.name === 'status_code' && !value) {
    const message = 'No code follows, so keepalived checks for none that you name. Add the codes or remove the line.';
    tell({ id: 'missing-value', severity: 'warning', range: first.range, message });
  }
  if (value?.quoted && value.value === '' && keyword.arguments?.[0]) {
    const message = `Nothing stands between the quotes: keepalived takes it for a value and says nothing. Write the value or remove the line.`;
    tell({ id: 'missing-value', severity: 'warning', range: value.range, message });
  }
  const last = value && isFree(keyword) ? piece.words.at(-1) : undefined;
  if (!value || !last) return;
  if (value.value === '=' && !value.quoted) {
    const message = `keepalived takes "=" for the value of ${keyword.name} and says nothing. Remove it.`;
    tell({ id: 'equals-sign', severity: 'warning', range: value.range, message, mend: withoutEquals(piece) });
  } else if (last !== first) checkEnd(keyword.name, last, tell);
  checkCommand(keyword, piece, tell);
  if (keyword.quoted) checkSingleQuotes(piece, tell);
}

/** keepalived takes whatever stands there. */
function isFree(keyword: KeepalivedKeyword): boolean {
  return keyword.quoted === true || keyword.arguments?.[0]?.type === undefined || keyword.name === 'auth_pass';
}

/** Of a command keepalived also reads single quotes, and an open one ends it in most places. */
function checkSingleQuotes({ words, open }: Piece, tell: Tell): void {
  const word = open ? undefined : words.find(({ value, quoted }) => !quoted && value.includes("'"));
  if (!word) return;
  const text = words.map(({ value, quoted }) => (quoted ? '' : value.replace(/\\./g, ''))).join('');
  if ((text.split("'").length - 1) % 2 === 0) return;
  const message = `This single quote is never closed on its line: keepalived crashes on it in a script, and ignores other commands. Close the quote.`;
  tell({ id: 'unterminated-quote', severity: 'error', range: word.range, message });
}

/** A `;` or `,` at the end of a value is part of it. */
export function checkEnd(name: string, last: Piece['words'][0], tell: Tell): void {
  const end = last.value.at(-1);
  if (last.quoted || (end !== ';' && end !== ',')) return;
  const message = `The "${end}" belongs to the value of ${name}: a line needs no end. Remove it.`;
  tell({ id: 'trailing-semicolon', severity: 'warning', range: last.range, message, mend: withoutEnd(last) });
}

/** Behind a command stand its user and group, behind that of a check nothing. Of `script` another rule speaks. */
function checkCommand({ name, quoted, exact }: KeepalivedKeyword, { words }: Piece, tell: Tell): void {
  if (!quoted || exact || name === 'script' || !words[1]) return;
  const check = name === 'misc_path';
  const extra = words[check ? 2 : 4];
  // What follows a quote at once belongs to the command.
  if (!extra || extra.range.start === words[check ? 1 : 3]?.range.end) return;
  const message = check
    ? `Only "${words[1].value}" is run: keepalived drops "${extra.value}" and says nothing. Put command and arguments into double quotes.`
    : `Behind a command stand its user and its group: keepalived drops "${extra.value}" and says nothing. Put command and arguments into double quotes.`;
  tell({ id: 'extra-argument', severity: 'warning', range: extra.range, message });
}

function withoutEquals({ words }: Piece): Mend {
  const [, sign, value] = words;
  const start = sign?.range.start ?? 0;
  const blanks = (value?.range.start ?? start + 1) - start - 1;
  return {
    title: 'Remove the "="',
    range: { start, end: start + 1 + blanks },
    from: `=${' '.repeat(blanks)}`,
    to: '',
    safe: true,
  };
}

function withoutEnd({ value, range }: Piece['words'][0]): Mend {
  const from = value.slice(-1);
  return { title: `Remove the "${from}"`, range: { start: range.end - 1, end: range.end }, from, to: '', safe: true };
}

/** A real server takes part in all ports when it names none, whatever the virtual server's is. */
export function checkServerPort(keyword: KeepalivedKeyword, piece: Piece, level: Level, tell: Tell): void {
  if (keyword.name !== 'real_server') return;
  const [, address, port] = piece.words;
  const [, kind, wanted] = level.words;
  if (!address || port) return;
  if (!wanted || kind?.value === 'group' || kind?.value === 'fwmark' || /^0*$/.test(wanted.value)) return;
  const message = `${address.value} has no port, unlike its virtual server: keepalived says nothing, and checks have no port to connect to. Add it.`;
  tell({ id: 'missing-port', severity: 'warning', range: address.range, message });
}
