import { isIpv4, isIpv6 } from './address-text.ts';
import { readType } from './argument.ts';
import type { DirectiveLine } from './line.ts';
import { checkParameters } from './parameters.ts';
import { checkAlpn, checkClientVerification, checkQuicBind, checkTls } from './tls.ts';
import { invalidNameCharacter } from './values.ts';

type Check = (line: DirectiveLine) => void;

/** Reports a character that may not stand in a name. */
export function nameIsFine(line: DirectiveLine, at: number): boolean {
  if (!line.known(at)) return true;
  const character = invalidNameCharacter(line.value(at));
  return (
    character === undefined ||
    line.error(
      'invalid-name',
      at,
      `"${character}" may not stand in a name: letters, digits, "_", "-", "." and ":" may.`,
    )
  );
}

/** `bind` of a proxy or another section; the addresses first, then the parameters. */
export function bind(type: string): Check {
  return (line) => {
    if (!line.has(1)) {
      line.error('missing-argument', 1, '"bind" needs an address, as in "bind :80".');
      return;
    }
    if (readType(line, type, [], 1) === undefined) return;
    const seen = checkParameters(line, 'bind', 2);
    if (!seen || line.context.proxy === undefined) return;
    const isQuic = checkQuicBind(line, seen);
    if (!isQuic) checkAlpn(line, seen);
    if ((!isQuic && !seen.includes('ssl')) || line.failed) return;
    checkTls(line, 'bind', 2, true);
    checkClientVerification(line, seen);
    const hasCertificate = ['crt', 'crt-list', 'default-crt'].some((name) => seen.includes(name));
    if (hasCertificate || !line.allKnown) return;
    const at = seen.includes('ssl') ? line.values.indexOf('ssl', 2) : 1;
    if (seen.includes('strict-sni') && !seen.includes('generate-certificates')) {
      line.warn(
        'bind-without-certificate',
        at,
        '"ssl" needs a certificate: without "crt" no connection succeeds. HAProxy warns.',
      );
    } else line.use('certificate', '', at);
  };
}

export const checkServer: Check = (line) => {
  if (!line.has(2)) {
    line.error(
      'missing-argument',
      line.length - 1,
      'A server needs a name and an address, as in "server web1 192.0.2.10:80".',
    );
    return;
  }
  if (!nameIsFine(line, 1) || readType(line, 'addr-server', [], 2) === undefined) return;
  const seen = checkParameters(line, 'server', 3);
  if (seen && !line.failed) {
    checkPorts(line, 2, seen);
    checkExclusions(line, seen);
    checkServerTls(line, 3, seen);
  }
  warnSwapped(line);
};

function checkExclusions(line: DirectiveLine, seen: readonly string[]): void {
  const parameterAt = (name: string): number => line.values.indexOf(name, 3);
  if (seen.includes('track') && seen.lastIndexOf('check') > seen.lastIndexOf('no-check')) {
    line.error(
      'misplaced-keyword',
      parameterAt('check'),
      '"check" and "track" exclude each other: a server is checked, or takes what is found of another.',
    );
  } else if (seen.includes('redir') && line.context.proxy?.mode === 'tcp') {
    line.error('misplaced-keyword', parameterAt('redir'), '"redir" needs "mode http": HAProxy refuses it in TCP mode.');
  }
}

/** The ports of a server's checks may come from `default-server`, which other sections hold, too. */
function checkPorts(line: DirectiveLine, at: number, seen: readonly string[]): void {
  const verified =
    !seen.includes('verify') || line.values.some((value, i) => value === 'required' && line.value(i - 1) === 'verify');
  const encrypted = (seen.includes('ssl') && !seen.includes('no-ssl')) || seen.includes('check-ssl');
  if (encrypted && verified && !seen.includes('ca-file')) {
    line.use(
      'ca',
      seen.includes('verify') ? 'required' : '',
      line.values.findIndex((value) => value === 'ssl' || value === 'check-ssl'),
    );
  }
  if (seen.includes('agent-check') && !seen.includes('agent-port')) line.use('agent-port', '', at);
  if (endsInPort(line.value(at))) return;
  if (seen.includes('port') || seen.includes('no-check') || seen.includes('track') || !line.known(at)) return;
  // Names are looked up later, and HAProxy does not ask for their port.
  const [, host = '', port = '0'] = /^(?:ipv?[46]?@|tcp[46]?@)?(.*?)(?::([+-]?\d*))?$/.exec(line.value(at)) ?? [];
  if (!/^[+-]|^0*$/.test(port) || host === '0.0.0.0' || host === '[::]') return;
  // The address for checks may bring its own port.
  if (seen.includes('addr')) {
    const own = line.values.indexOf('addr') + 1;
    if (!line.known(own) || line.value(own).includes(':')) return;
  }
  if (isIpv4(host) || (/^\[.*\]$/.test(host) && isIpv6(host.slice(1, -1)))) {
    line.use('check-port', seen.includes('check') ? 'check' : '', at);
  }
}

/** Whether a text ends in a colon and a number that is not 0, as most addresses do. */
function endsInPort(text: string): boolean {
  let given = false;
  for (let at = text.length - 1; at >= 0; at--) {
    const code = text.charCodeAt(at);
    if (code === 58) return given;
    if (code < 48 || code > 57) return false;
    if (code !== 48) given = true;
  }
  return false;
}

/** `server 192.0.2.1:80 web1`: HAProxy looks up "web1", and hardly ever finds it. */
function warnSwapped(line: DirectiveLine): void {
  if (!line.known(1) || !line.known(2) || line.failed) return;
  const name = line.value(1);
  if (!name.includes(':') && !name.includes('.')) return;
  if (!/^[\w.-]+:\d+$|^\d+\.\d+\.\d+\.\d+$/.test(name) || !/^[A-Za-z][\w-]*$/.test(line.value(2))) return;
  line.warn(
    'invalid-address',
    2,
    `"${name}" is the name of this server, and HAProxy looks up the host "${line.value(2)}": the name comes first, then the address.`,
  );
}

export const checkTemplate: Check = (line) => {
  if (!line.has(3)) {
    line.error(
      'missing-argument',
      line.length - 1,
      '"server-template" needs a prefix, a number or range, and an address.',
    );
    return;
  }
  if (line.known(2) && !/^\d+(?:-\d+)?$/.test(line.value(2))) {
    line.error('invalid-value', 2, `"${line.value(2)}" is neither a number nor a range such as "1-5".`);
    return;
  }
  if (readType(line, 'addr-server', [], 3) === undefined) return;
  const seen = checkParameters(line, 'server', 4);
  if (!seen || line.failed) return;
  checkPorts(line, 3, seen);
  checkServerTls(line, 4, seen);
};

export function checkServerTls(line: DirectiveLine, first: number, seen: readonly string[]): void {
  checkAlpn(line, seen);
  if (seen.includes('ssl') || seen.includes('check-ssl')) checkTls(line, 'server', first, true);
}
