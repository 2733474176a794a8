import { parseIp } from '../../../base/ip-address.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import type { KeepalivedKeyword } from '../catalog/grammar.ts';
import type { Tell } from './issue.ts';
import { isFilled, type PieceWord } from './pieces.ts';
import { shapes } from './shapes.ts';
import { isAddress, isUnknown, numberFault } from './values.ts';

type Words = readonly [PieceWord, ...PieceWord[]];
type Check = (words: Words, version: Version, tell: Tell, keyword: KeepalivedKeyword) => void;

/** Reports what the catalogue's grammar cannot say of some keywords. */
export function checkSpecial(
  keyword: KeepalivedKeyword,
  words: readonly PieceWord[],
  version: Version,
  tell: Tell,
): void {
  const check = checks.get(keyword.name);
  if (check && isFilled(words) && !isUnknown(words[0].value)) check(words, version, tell, keyword);
}

const checkMulticastGroup: Check = ([group], version, tell, { name }) => checkMulticast(name, group, version, tell);
const checkMethod: Check = ([, ...options], version, tell) => checkTunnel(options, version, tell);
const checkExtraInterface = each(/^(?:all|\d+)$/, 'all and a number of seconds may stand here');

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...shapes,
  ['smtp_server', ([host, port], version, tell) => checkMailServer(host, port, version, tell)],
  ['vrrp_mcast_group4', checkMulticastGroup],
  ['vrrp_mcast_group6', checkMulticastGroup],
  ['mcast_dst_ip', checkMulticastGroup],
  [
    'status_code',
    (words, _, tell) =>
      checkEach(words, isStatus, 'keepalived takes codes from 100 to 599 and ranges such as 200-299', tell),
  ],
  ['http_protocol', first(/^1\.(?:0[Cc]?|1)$/, 'keepalived speaks HTTP 1.0, 1.0C and 1.1')],
  ['init_file', each(/^-?\d+$|^overwrite$/, 'A number or overwrite may stand here')],
  ['vrrp_rx_bufs_policy', first(/^(?:mtu|advert|\d+)$/i, 'MTU, ADVERT or a number of bytes may stand here')],
  ['vrrp_garp_extra_if', checkExtraInterface],
  ['garp_extra_if', checkExtraInterface],
  [
    'digest',
    ([{ value, range }], _, tell) => {
      if (/^[0-9a-fA-F]{32}$/.test(value)) return;
      const message = `A digest has 32 hexadecimal digits: keepalived ignores "${value}".`;
      tell({ id: 'invalid-value', severity: 'error', range, message });
    },
  ],
  ['lb_kind', checkMethod],
  ['lvs_method', checkMethod],
  ['sorry_server_lvs_method', checkMethod],
]);

function each(fits: RegExp, takes: string): Check {
  return (words, _, tell) => checkEach(words, (text) => fits.test(text), takes, tell);
}

function first(fits: RegExp, takes: string): Check {
  return ([word], _, tell) => checkEach([word], (text) => fits.test(text), takes, tell);
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
