import { compareVersions, type Version } from '../../../base/version.ts';
import type { KeepalivedKeyword } from '../catalog/grammar.ts';
import type { Tell } from './issue.ts';
import type { PieceWord } from './pieces.ts';
import { isAddress, isUnknown, numberFault } from './values.ts';

/** Reports what the catalogue's grammar cannot say of some keywords. */
export function checkSpecial(
  keyword: KeepalivedKeyword,
  words: readonly PieceWord[],
  version: Version,
  tell: Tell,
): void {
  const [first, second] = words;
  if (!first || isUnknown(first.value)) return;
  switch (keyword.name) {
    case 'smtp_server':
      checkMailServer(first, second, version, tell);
      break;
    case 'digest':
      if (!/^[0-9a-fA-F]{32}$/.test(first.value)) {
        const message = `A digest has 32 hexadecimal digits: keepalived ignores "${first.value}".`;
        tell({ id: 'invalid-value', severity: 'error', range: first.range, message });
      }
      break;
    case 'lb_kind':
    case 'lvs_method':
    case 'sorry_server_lvs_method':
      checkTunnel(words.slice(1), version, tell);
      break;
  }
}

/** A name is resolved when keepalived starts; digits and dots alone are none. */
function checkMailServer(host: PieceWord, port: PieceWord | undefined, version: Version, tell: Tell): void {
  if (/^[\d.]+$/.test(host.value) && !isAddress(host.value)) {
    const message = `"${host.value}" is no IP address: keepalived sends no mails.`;
    tell({ id: 'invalid-address', severity: 'error', range: host.range, message });
  }
  const fault = port && numberFault(port.value, { kind: 'unsigned', min: 1, max: 65_535 }, version);
  if (port && fault !== undefined) {
    const message = `The port "${port.value}" ${fault}: keepalived sends no mails.`;
    tell({ id: 'invalid-number', severity: 'error', range: port.range, message });
  }
}

/** Options of tunnels, which came with 2.0.20. */
function checkTunnel(words: readonly PieceWord[], version: Version, tell: Tell): void {
  if (compareVersions(version, [2, 1]) < 0) return;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word || isUnknown(word.value)) return;
    if (word.value === 'type' || word.value === 'port') index++;
    else if (!['nocsum', 'csum', 'remcsum'].includes(word.value)) {
      const message = `keepalived knows no option "${word.value}" here and ignores the whole line.`;
      tell({ id: 'invalid-value', severity: 'warning', range: word.range, message });
      return;
    }
  }
}
