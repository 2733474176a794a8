import type { KeepalivedKeyword } from '../catalog/grammar.ts';
import type { Mend, Tell } from './issue.ts';
import type { Piece } from './pieces.ts';
import type { Level } from './state.ts';

/** Reports what keepalived takes without a word and without the effect that was meant. */
export function checkSwallowed(keyword: KeepalivedKeyword, piece: Piece, tell: Tell): void {
  const [first, value] = piece.words;
  const last = piece.words.at(-1);
  const free = keyword.quoted === true || keyword.arguments?.[0]?.type === undefined || keyword.name === 'auth_pass';
  if (keyword.name === 'status_code' && !value) {
    const message = 'No code follows, so keepalived checks for none that you name. Add the codes or remove the line.';
    tell({ id: 'missing-value', severity: 'warning', range: first.range, message });
  }
  if (!free || !value || !last) return;
  if (value.value === '=' && !value.quoted) {
    const message = `keepalived takes "=" for the value of ${keyword.name} and says nothing. Remove it.`;
    tell({ id: 'equals-sign', severity: 'warning', range: value.range, message, mend: withoutEquals(piece) });
  } else if (last.value.endsWith(';') && !last.quoted && last !== first) {
    const message = `The ";" belongs to the value of ${keyword.name}: a line needs no end. Remove it.`;
    tell({ id: 'trailing-semicolon', severity: 'warning', range: last.range, message, mend: withoutEnd(last) });
  }
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

function withoutEnd({ range }: Piece['words'][0]): Mend {
  return { title: 'Remove the ";"', range: { start: range.end - 1, end: range.end }, from: ';', to: '', safe: true };
}

/** A real server takes part in all ports when it names none, whatever the virtual server's is. */
export function checkServerPort(keyword: KeepalivedKeyword, piece: Piece, level: Level, tell: Tell): void {
  const [, address, port] = piece.words;
  const [, kind, wanted] = level.words;
  if (keyword.name !== 'real_server' || !address || port) return;
  if (!wanted || kind?.value === 'group' || kind?.value === 'fwmark' || /^0*$/.test(wanted.value)) return;
  const message = `${address.value} has no port, unlike its virtual server: keepalived says nothing, and checks have no port to connect to. Add it.`;
  tell({ id: 'missing-port', severity: 'warning', range: address.range, message });
}
