import { type Table, table } from '../../../base/table.ts';
import { compareVersions } from '../../../base/version.ts';
import type { DirectiveLine } from './line.ts';

/** Versions of TLS from the oldest to the newest, as `ssl-min-ver` names them and as `no-…` and `force-…` do. */
const versions = ['SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
const flags: Table<number> = table({ sslv3: 0, tlsv10: 1, tlsv11: 2, tlsv12: 3, tlsv13: 4 });
/** What a `bind` line starts with where nothing is said. */
const leastOfBind = 3;

/** Names of the suites of TLS 1.3: OpenSSL takes them in its list of suites, and no other names there. */
const newSuite = /^TLS_(?:AES_(?:128|256)_(?:GCM|CCM|CCM_8)_SHA(?:256|384)|CHACHA20_POLY1305_SHA256)$/;

/** What a line says of the versions: bounds, and versions that are taken away. */
interface Range {
  min: number | undefined;
  max: number | undefined;
  readonly without: Set<number>;
  /** The word that spoke last. */
  at: number;
}

/** Checks what the parameters of a line say of the versions of TLS and of the suites, from the word `first` on. */
export function checkTls(line: DirectiveLine, side: 'bind' | 'server', first: number, own: boolean): void {
  if (!line.allKnown) return;
  checkVersions(line, side, readRange(line, first), own);
  for (let at = first; at < line.length - 1; at++) {
    const word = line.value(at);
    if (word === 'ciphers' || word === 'ciphersuites') noteSuites(line, side, word, at + 1, own);
  }
}

function readRange(line: DirectiveLine, first: number): Range {
  const range: Range = { min: undefined, max: undefined, without: new Set(), at: first };
  for (let at = first; at < line.length; at++) {
    const word = line.value(at);
    const version = versions.indexOf(line.value(at + 1) as (typeof versions)[number]);
    const flag = flags.get(word.replace(/^(?:no|force)-/, ''));
    if (word === 'ssl-min-ver' && version >= 0) range.min = version;
    else if (word === 'ssl-max-ver' && version >= 0) range.max = version;
    else if (word.startsWith('no-') && flag !== undefined) range.without.add(flag);
    else if (word.startsWith('force-') && flag !== undefined) range.min = range.max = flag;
    else continue;
    range.at = at;
  }
  return range;
}

function checkVersions(line: DirectiveLine, side: 'bind' | 'server', range: Range, own: boolean): void {
  const { min, max, without, at } = range;
  if (min !== undefined && max !== undefined && min > max) {
    const said = `from ${versions[min]} to ${versions[max]}`;
    refuse(
      line,
      side,
      at,
      `No version of TLS is left, and HAProxy refuses that: the versions go ${said}. Raise "ssl-max-ver" or lower "ssl-min-ver".`,
      own,
    );
    return;
  }
  if (min !== undefined || max !== undefined) {
    if (without.size > 0) {
      line.warn(
        'invalid-value',
        at,
        'HAProxy ignores "no-sslv3" and "no-tlsv1…" beside "ssl-min-ver" and "ssl-max-ver", and warns: say it with these two alone.',
      );
    }
    return;
  }
  const least = side === 'bind' ? leastOfBind : 0;
  const left = versions.some((_, version) => version >= least && !without.has(version));
  if (left && side === 'server') warnHole(line, range);
  if (left || without.size === 0) return;
  const bound = side === 'bind' ? ': without "ssl-min-ver" a listener starts with TLSv1.2' : '';
  refuse(
    line,
    side,
    at,
    `No version of TLS is left, and HAProxy refuses that${bound}. Leave one of the "no-tlsv1…" out.`,
    own,
  );
}

/** Of a server the versions have to follow each other; SSLv3 is off anyhow. */
function warnHole(line: DirectiveLine, { without, at }: Range): void {
  const isLeft = (version: number): boolean => version > 0 && !without.has(version);
  const hole = versions.findIndex(
    (_, version) =>
      without.has(version) &&
      versions.some((_o, low) => low < version && isLeft(low)) &&
      versions.some((_o, high) => high > version && isLeft(high)),
  );
  if (hole < 0) return;
  line.warn(
    'invalid-value',
    at,
    `HAProxy warns: ${versions[hole]} is taken out of the middle, and older versions of TLS stay. Write "ssl-min-ver" with the oldest that is wanted.`,
  );
}

/** Lists in which OpenSSL finds nothing that it knows. Names that it may know are its own affair. */
function noteSuites(line: DirectiveLine, side: 'bind' | 'server', list: string, at: number, own: boolean): void {
  const names = line
    .value(at)
    .split(/[:, ]/)
    .filter((name) => name !== '');
  if (names.length === 0) return;
  if (list === 'ciphers' && names.every((name) => newSuite.test(name))) {
    const message = `HAProxy refuses this list: "${names[0]}" is a suite of TLS 1.3, and "ciphers" is for TLS 1.2 and older. Write "ciphersuites".`;
    refuse(line, side, at, message, own);
  } else if (list === 'ciphersuites' && !names.some((name) => name.startsWith('TLS_'))) {
    const message = `HAProxy refuses this list: "${names[0]}" is no suite of TLS 1.3. "ciphersuites" is for those; others go to "ciphers".`;
    refuse(line, side, at, message, own);
  }
}

/** HAProxy sees it when it prepares the certificates of a listener or server that uses TLS and is not disabled. */
function refuse(line: DirectiveLine, side: 'bind' | 'server', at: number, message: string, own: boolean): void {
  line.use(own ? 'enabled' : side === 'bind' ? 'tls-listener' : 'tls-server', message, at);
}

const suiteSettings: Table<readonly ['bind' | 'server', string]> = table({
  'ssl-default-bind-ciphers': ['bind', 'ciphers'],
  'ssl-default-bind-ciphersuites': ['bind', 'ciphersuites'],
  'ssl-default-server-ciphers': ['server', 'ciphers'],
  'ssl-default-server-ciphersuites': ['server', 'ciphersuites'],
});

/** The same settings of `global`, which hold where a line says nothing. */
export function checkGlobalTls(line: DirectiveLine): void {
  const keyword = line.value(0);
  const suites = suiteSettings.get(keyword);
  if (suites) {
    if (line.allKnown) noteSuites(line, suites[0], suites[1], 1, false);
  } else if (keyword === 'ssl-default-bind-options') checkTls(line, 'bind', 1, false);
  else if (keyword === 'ssl-default-server-options') checkTls(line, 'server', 1, false);
}

/** `verify` of a listener needs the authorities by which it verifies. */
export function checkClientVerification(line: DirectiveLine, seen: readonly string[]): void {
  const at = line.values.indexOf('verify', 2) + 1;
  if (!seen.includes('verify') || !/^(?:required|optional)$/.test(line.value(at))) return;
  // Each certificate of a list may bring its own.
  if (['ca-file', 'ca-verify-file', 'crt-list'].some((name) => seen.includes(name))) return;
  line.use(
    'client-ca',
    `HAProxy refuses to verify clients without "ca-file": "verify ${line.value(at)}" needs the authorities that issued their certificates.`,
    at,
  );
}

const quicAddress = /^quic[46]?@/;

/** What is special about a listener of QUIC. True when its address is one. */
export function checkQuicBind(line: DirectiveLine, seen: readonly string[]): boolean {
  const addresses = line.value(1).split(',');
  const count = addresses.filter((address) => quicAddress.test(address)).length;
  if (count === 0 || !line.known(1) || compareVersions(line.context.facts.version, [2, 6]) <= 0) return false;
  if (count < addresses.length) {
    line.error(
      'invalid-address',
      1,
      'HAProxy refuses to mix QUIC, which is UDP, with TCP on one line: write a "bind" line for each.',
    );
    return true;
  }
  if (line.context.proxy?.mode === 'tcp') {
    line.use('enabled', 'HAProxy refuses QUIC in TCP mode: it carries HTTP only. Set "mode http" in this section.', 1);
  }
  if (seen.includes('ssl')) return true;
  line.warn('missing-argument', 1, 'HAProxy warns that "ssl" is missing here: QUIC is always encrypted. Add "ssl".');
  return true;
}

/** HTTP/3 over TCP needs an experimental protocol from 3.4 on; before, the word was passed on to clients. */
export function checkAlpn(line: DirectiveLine, seen: readonly string[]): void {
  const { proxy, facts } = line.context;
  if (!seen.includes('alpn') || compareVersions(facts.version, [3, 4]) < 0) return;
  if (proxy?.mode !== 'http' || proxy.defaults) return;
  const at = line.values.lastIndexOf('alpn') + 1;
  if (!line.known(at) || !line.value(at).split(',').includes('h3')) return;
  line.use('experimental', 'alpn h3', at);
}
