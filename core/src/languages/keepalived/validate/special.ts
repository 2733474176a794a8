import { parseIp } from '../../../base/ip-address.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import type { KeepalivedKeyword } from '../catalog/grammar.ts';
import type { Tell } from './issue.ts';
import type { PieceWord } from './pieces.ts';
import { checkShape } from './shapes.ts';
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
    case 'vrrp_mcast_group4':
    case 'vrrp_mcast_group6':
    case 'mcast_dst_ip':
      checkMulticast(keyword.name, first, version, tell);
      break;
    case 'status_code':
      checkEach(words, isStatus, 'keepalived takes codes from 100 to 599 and ranges such as 200-299', tell);
      break;
    case 'http_protocol':
      checkEach([first], (text) => /^1\.(?:0[Cc]?|1)$/.test(text), 'keepalived speaks HTTP 1.0, 1.0C and 1.1', tell);
      break;
    case 'init_file':
      checkEach(words, (text) => /^-?\d+$|^overwrite$/.test(text), 'A number or overwrite may stand here', tell);
      break;
    case 'vrrp_rx_bufs_policy':
      checkEach(
        [first],
        (text) => /^(?:mtu|advert|\d+)$/i.test(text),
        'MTU, ADVERT or a number of bytes may stand here',
        tell,
      );
      break;
    case 'vrrp_garp_extra_if':
    case 'garp_extra_if':
      checkEach(words, (text) => /^(?:all|\d+)$/.test(text), 'all and a number of seconds may stand here', tell);
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
    default:
      checkShape(keyword, [first, ...words.slice(1)], version, tell);
  }
}

/** A name is resolved when keepalived starts; digits and dots alone are none. */
function checkMailServer(host: PieceWord, port: PieceWord | undefined, version: Version, tell: Tell): void {
  // Digits and dots alone, or other characters than those of names, are no host.
  const impossible = /^-|^\d{11,}$|^\d+(?:\.\d+){3,}$|[^\w.:-]|^$/.test(host.value);
  if (impossible && !isAddress(host.value)) {
    const message = `"${host.value}" is no IP address: keepalived sends no mails.`;
    tell({ id: 'invalid-address', severity: 'error', range: host.range, message });
  }
  const fault = port && numberFault(port.value, { kind: 'unsigned', min: 1, max: 65_535 }, version);
  if (port && fault !== undefined) {
    const message = `The port "${port.value}" ${fault}: keepalived sends no mails.`;
    tell({ id: 'invalid-number', severity: 'error', range: port.range, message });
  }
}

function isStatus(text: string): boolean {
  const [from = 0, to = from] = text.split('-').map(Number);
  return /^\d+(?:-\d+)?$/.test(text) && from >= 100 && to <= 599;
}

/** Reports the words that cannot be meant: keepalived ignores them. */
function checkEach(words: readonly PieceWord[], fits: (text: string) => boolean, takes: string, tell: Tell): void {
  for (const { value, range, quoted } of words) {
    if (quoted || isUnknown(value) || fits(value)) continue;
    tell({ id: 'invalid-value', severity: 'warning', range, message: `${takes}: keepalived ignores "${value}".` });
  }
}

/** Older versions take any address of the family, and the oldest any at all. */
function checkMulticast(name: string, { value, range }: PieceWord, version: Version, tell: Tell): void {
  const address = parseIp(value);
  if (!address || isUnknown(value)) return;
  const family = name === 'mcast_dst_ip' ? address.family : name.endsWith('4') ? 4 : 6;
  const always = name === 'mcast_dst_ip';
  const multicast = address.family === 4 ? /^2(?:2[4-9]|3\d)\./.test(value) : /^ff/i.test(value);
  const fault =
    address.family !== family && (always || compareVersions(version, [2, 2]) >= 0)
      ? `is no IPv${family} address`
      : !multicast && (always || compareVersions(version, [2, 3, 3]) >= 0)
        ? 'is no multicast address'
        : undefined;
  if (fault === undefined) return;
  const message = `${value} ${fault}: keepalived ignores ${name} and uses the default group.`;
  tell({ id: 'invalid-address', severity: 'error', range, message });
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
