import { type Table, table } from '../../../base/table.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import { type AddressRules, addressFault } from './address-check.ts';
import { checkCondition } from './condition.ts';
import type { DirectiveLine } from './line.ts';
import { laterFlag, logFormatFault } from './log-format.ts';
import { multiplexerFault } from './multiplexers.ts';
import { patternFault, regexFault } from './pattern.ts';
import { castable, readSample } from './sample.ts';
import type { UseKind } from './uses.ts';
import { invalidNameCharacter, isSize, leadingNumber, timeFault } from './values.ts';
import { variableFault } from './variable.ts';

type Reader = (line: DirectiveLine, at: number, params: readonly string[]) => number | undefined;

/** Checks one argument of a type; gives the index of the word behind it, or undefined after an error. */
export function readType(line: DirectiveLine, type: string, params: readonly string[], at: number): number | undefined {
  if (type === 'if' || type === 'if!') return readCondition(line, at, type === 'if!');
  if (!line.has(at)) {
    const word = line.value(line.length - 1);
    line.error('missing-argument', at, `Something is missing after "${word}": ${descriptions.get(type) ?? 'a value'}.`);
    return undefined;
  }
  if (!line.known(at) && type !== 'expr') return at + 1;
  if (type === 'use') {
    line.use(params[0] as UseKind, line.value(at), at);
    return at + 1;
  }
  const reader = readers.get(type);
  return reader ? reader(line, at, params) : at + 1;
}

const descriptions: Table<string> = table({
  time: 'a time such as "30s"',
  int: 'a number',
  num: 'a number',
  size: 'a size',
  expr: 'a fetch such as "src" or "req.hdr(host)"',
  lf: 'a log-format string',
  addr: 'an address',
  name: 'a name',
  regex: 'a regular expression',
});

/** `if` and `unless` with their condition; anything else at this place is refused. */
function readCondition(line: DirectiveLine, at: number, mandatory: boolean): number | undefined {
  const word = line.value(at);
  if (word === 'if' || word === 'unless') return checkCondition(line, at + 1) ? line.length : undefined;
  if (!line.known(at)) return undefined;
  if (line.has(at)) {
    line.error(
      'invalid-condition',
      at,
      `"${word}" is not expected here: only "if" or "unless" with a condition may follow.`,
    );
    return undefined;
  }
  if (!mandatory) return at;
  line.error('missing-argument', at, '"if" or "unless" with a condition is missing.');
  return undefined;
}

const whole = (
  check: (value: string, params: readonly string[], line: DirectiveLine) => string | undefined,
): Reader => {
  return (line, at, params) => {
    const fault = check(line.value(at), params, line);
    if (fault === undefined) return at + 1;
    line.error('invalid-value', at, fault);
    return undefined;
  };
};

const address = (rules: AddressRules, listed = false): Reader => {
  return (line, at) => {
    const whole = line.value(at);
    const texts = listed && whole.includes(',') ? whole.split(',') : [whole];
    for (const text of texts) {
      const fault = addressFault(text, rules, line.context.facts.version);
      if (fault === undefined) continue;
      line.error('invalid-address', at, `HAProxy does not take this address: ${fault}.`);
      return undefined;
    }
    return at + 1;
  };
};

const serverAddress = address({ port: 'optional', offset: true, datagram: true, resolve: true });
const streamServerAddress = address({ port: 'optional', offset: true, resolve: true });

/** Only servers of a backend for logs take datagrams. */
const readServerAddress: Reader = (line, at, params) => {
  const { proxy, facts } = line.context;
  const logs =
    compareVersions(facts.version, [2, 6]) > 0 && (proxy?.mode === undefined || /^(?:log|syslog)$/.test(proxy.mode));
  return (proxy && logs ? serverAddress : streamServerAddress)(line, at, params);
};

const plainAddress = address({ port: 'optional', resolve: true });

const readTime: Reader = (line, at, params) => {
  if (params[1] === '1' && /^0+(?:us|ms|s|m|h|d)?$/.test(line.value(at))) {
    line.error('invalid-time', at, `"${line.value(at)}" is too short: at least 1 ms is needed.`);
    return undefined;
  }
  const unit = params[0] === 's' || params[0] === 'us' ? params[0] : 'ms';
  const text = line.value(at);
  const fault = timeFault(text, unit);
  // From 2.3 on a time that is too short is rounded up.
  if (!fault || (fault.kind === 'under' && compareVersions(line.context.facts.version, [2, 3]) >= 0)) return at + 1;
  if (fault.kind === 'tail') {
    line.warn(
      'invalid-time',
      at,
      `"${text}" has "${fault.at}" behind its unit. HAProxy warns and will refuse it: the units are us, ms, s, m, h and d.`,
    );
    return at + 1;
  }
  const why = {
    none: `"${text}" is not a time: a number with one of the units us, ms, s, m, h, d is needed.`,
    over: `"${text}" is too long a time for HAProxy.`,
    under: `"${text}" is shorter than the least that HAProxy can count, 1 ${unit}.`,
  };
  line.error('invalid-time', at, why[fault.kind]);
  return undefined;
};

const readExpression: Reader = (line, at, params) => {
  if (!line.allKnown && line.words.slice(at).some((word) => !word.known)) {
    return line.known(at) ? lenient(line, at) : at + 1;
  }
  const { facts, luaLoaded } = line.context;
  const words = line.values;
  const result = readSample(words, at, facts, luaLoaded, false, line, line.places);
  if (result.error) {
    line.error(
      'invalid-sample',
      Math.min(result.next - 1, line.length - 1),
      `The expression cannot be read: ${result.error}.`,
    );
    return undefined;
  }
  const wanted = params[0];
  if (wanted && !castable(result.type, wanted)) {
    line.error('invalid-sample', at, `The expression gives ${result.type}, and ${wanted} is needed.`);
    return undefined;
  }
  return result.next;
};

/** With a variable further on, only what stands before it is read. */
function lenient(line: DirectiveLine, at: number): number | undefined {
  const { facts, luaLoaded } = line.context;
  const result = readSample([line.value(at)], 0, facts, luaLoaded, false, line, line.places);
  if (!result.error) return at + 1;
  line.error('invalid-sample', at, `The expression cannot be read: ${result.error}.`);
  return undefined;
}

const readFormat: Reader = (line, at) => {
  const text = line.value(at);
  const fault = logFormatFault(text, line.context.facts, line.context.luaLoaded, line, line.places);
  const late = fault === undefined ? laterFlag(text, line.context.facts.version) : undefined;
  if (late !== undefined) {
    line.warn(
      'invalid-log-format',
      at,
      `This version logs plain text here: "${late}" is accepted and does nothing before HAProxy 3.0.`,
    );
  }
  if (fault === undefined) return at + 1;
  line.error('invalid-log-format', at, `HAProxy does not take this format: ${fault}.`);
  return undefined;
};

const readName: Reader = (line, at) => {
  const character = invalidNameCharacter(line.value(at));
  if (character === undefined) return at + 1;
  line.error('invalid-name', at, `"${character}" may not stand in a name: letters, digits, "_", "-", "." and ":" may.`);
  return undefined;
};

/** `usesrc` takes an address or one of three words. */
const readUseSource: Reader = (line, at, params) =>
  /^(?:client|clientip|hdr_ip\(.*)$/.test(line.value(at)) ? at + 1 : plainAddress(line, at, params);

/** A number, or else an expression. */
const readNumberOrExpression: Reader = (line, at, params) =>
  /^\d+$/.test(line.value(at)) ? at + 1 : readExpression(line, at, params);

/** What no name of a header may hold; bytes above ASCII HAProxy lets pass. */
const forbiddenInHeader = /[\0-\x20"(),/:;<=>?@[\\\]{}\x7f]/;

const anyPort: AddressRules = { port: 'optional', range: true, resolve: true };

const readers: Table<Reader> = table({
  time: readTime,
  expr: readExpression,
  lf: readFormat,
  name: readName,
  /** `strtol` and a check of what is left, with the bounds if there are any. */
  num: whole((text, params) => {
    if (!/^\s*[+-]?\d+$/.test(text)) return `"${text}" is not a number.`;
    return bounds(leadingNumber(text), text, params);
  }),
  /** A number that versions up to 2.6 read with `atol`. */
  'late-num': (line, at, params) =>
    readers.get(compareVersions(line.context.facts.version, [2, 6]) > 0 ? 'num' : 'int')?.(line, at, params),
  /** `atol`: anything is a number, 0 if need be; only the bounds count. */
  int: whole((text, params) => bounds(leadingNumber(text), text, params)),
  size: whole((text, params) =>
    isSize(text)
      ? bounds(leadingNumber(text), text, params)
      : `"${text}" is not a size: a number, perhaps with "k", "m" or "g" behind it.`,
  ),
  regex: whole((text) => {
    const fault = regexFault(text);
    return fault && `HAProxy does not take it: ${fault}.`;
  }),
  hex: whole((text) =>
    /^(?:[0-9a-fA-F]{2})*$/.test(text) ? undefined : `"${text}" is not a row of pairs of hexadecimal digits.`,
  ),
  status: whole((text) =>
    /^(?:200|400|401|403|404|405|407|408|410|413|414|421|422|425|429|431|5\d\d)$/.test(text)
      ? undefined
      : `HAProxy has no error page for status "${text}".`,
  ),
  header: (line, at) => {
    const character = forbiddenInHeader.exec(line.value(at))?.[0];
    // Versions up to 2.6 send such a header without a word, and nobody reads it all the same.
    if (character !== undefined) {
      line.warn(
        'invalid-value',
        at,
        `The header would be named "${line.value(at)}", with "${character}" in it: nobody reads such a header. ${
          character === ':' ? 'Leave the colon out.' : 'Letters, digits and "-" make a name.'
        }`,
      );
    }
    return at + 1;
  },
  /** The header that a rule looks for: nothing that comes over the network has such a name. */
  'header-sought': (line, at) => {
    const name = line.value(at);
    const character = /[:\s]/.exec(name)?.[0];
    if (character !== undefined && !line.values.includes('-m', at + 1)) {
      line.warn(
        'invalid-value',
        at,
        `No header is named "${name}", so this rule finds none: leave "${character}" out.`,
      );
    }
    return at + 1;
  },
  'redirect-code': whole((text) =>
    /^30[12378]$/.test(text)
      ? undefined
      : `HAProxy redirects with 301, 302, 303, 307 or 308, and refuses "${text}" as a code.`,
  ),
  var: whole((text, _params, line) => variableFault(text, line.context.facts.version)),
  'name-header': whole((text, _params, line) => {
    const reserved = /^(?:connection|content-length|host|transfer-encoding)$/i.test(text);
    return reserved && compareVersions(line.context.facts.version, [3, 2]) > 0
      ? `"${text}" may not carry the name of the server.`
      : undefined;
  }),
  'rdp-cookie': whole((text) =>
    /^rdp-cookie(?:\([^()]+\))?$/.test(text) ? undefined : `"${text}" is not a way to persist: "rdp-cookie" is.`,
  ),
  network: whole((text, _params, line) => networkMaskFault(text, line.context.facts.version)),
  statuses: whole(statusesFault),
  'ignored-errors': whole(ignoredErrorsFault),
  'congestion-control': whole(congestionFault),
  threads: whole((text) =>
    /\d|^(?:all|odd|even)$/.test(text) ? undefined : `"${text}" is no set of threads such as "1-4" or "all".`,
  ),
  /** A number, in hexadecimal if need be, and from 3.0 on an expression, too. */
  mark: (line, at, params) =>
    /^(?:0x[0-9a-fA-F]+|\d+)$/.test(line.value(at)) || compareVersions(line.context.facts.version, [2, 6]) > 0
      ? numberOr(readExpression)(line, at, params)
      : readers.get('num')?.(line, at, params),
  'time-expr': (line, at, params) => (/^\d/.test(line.value(at)) ? readTime : readExpression)(line, at, params),
  'port-expr': (line, at, params) => {
    if (!/^\d+$/.test(line.value(at))) return readExpression(line, at, params);
    return readers.get('num')?.(line, at, ['1', '65535']);
  },
  'init-addr': listOf(
    /^(?:libc|last|none|[\d.]+|[\da-fA-F]*:[\da-fA-F:.]*)$/,
    'a way to find the address: last, libc, none or an address',
  ),
  'address-families': listOf(/^(?:ipv4|ipv6|auto)$/, 'a family of addresses: ipv4 or ipv6'),
  capabilities: listOf(
    /^cap_(?:net_raw|net_admin|net_bind_service|sys_admin)$/,
    'a capability that HAProxy takes: cap_net_raw, cap_net_admin, cap_net_bind_service or cap_sys_admin',
  ),
  'epoll-events': listOf(/^(?:err|hup|rdhup)$/, 'an event: err, hup or rdhup'),
  'lua-libraries': listOf(
    /^(?:all|none|table|io|os|string|math|utf8|package|debug)$/,
    'one of all, none, table, io, os, string, math, utf8, package, debug',
  ),
  'proxy-options': listOf(
    /^(?:ssl|cert-cn|ssl-cipher|cert-sig|cert-key|authority|crc32c|unique-id)$/,
    'an option of the PROXY protocol',
  ),
  'resolve-opts': listOf(
    /^(?:allow-dup-ip|ignore-weight|prevent-dup-ip)$/,
    'one of allow-dup-ip, ignore-weight, prevent-dup-ip',
  ),
  networks: (line, at, params) => {
    const bad = line
      .value(at)
      .split(',')
      .find((part) => networkMaskFault(part, line.context.facts.version) !== undefined);
    return bad === undefined ? at + 1 : readers.get('network')?.(line, at, params);
  },
  /** An expression in one word. */
  'expr-word': (line, at) => lenient(line, at),
  'addr-dispatch': address({ port: 'mandatory', resolve: true }),
  'addr-bind': address({ port: 'mandatory', range: true, resolve: true }, true),
  'addr-dgram': address({ port: 'mandatory', range: true, datagram: true, stream: false, resolve: true }, true),
  'addr-server': readServerAddress,
  'addr-peer': address({ port: 'mandatory', datagram: true, resolve: true }),
  'addr-log': address({ port: 'optional', datagram: true, resolve: true }),
  'addr-mailer': address({ port: 'mandatory', resolve: true }),
  'addr-nameserver': address({ port: 'mandatory', datagram: true, resolve: false }),
  'addr-source': address(anyPort),
  'addr-plain': plainAddress,
  usesrc: readUseSource,
  intexpr: readNumberOrExpression,
  mux: whole((text, _params, line) => multiplexerFault(text, line.context.facts.version)),
  'addr-host': address({ port: 'none', resolve: true }),
});

const numberOr =
  (other: Reader): Reader =>
  (line, at, params) =>
    /^(?:0x[0-9a-fA-F]+|\d+)$/.test(line.value(at)) ? at + 1 : other(line, at, params);

/** A list with commas, each item of this form. */
function listOf(item: RegExp, wanted: string): Reader {
  return whole((text) => {
    const bad = text.split(',').find((part) => !item.test(part));
    return bad === undefined ? undefined : `"${bad}" is not ${wanted}.`;
  });
}

/** `200,300-399` of a health check. */
function statusesFault(text: string): string | undefined {
  const bad = text.split(',').find((part) => {
    const [, low = '', high] = /^(\d*)(?:-(\d+))?$/.exec(part) ?? [part, 'x'];
    return low === 'x' || (high !== undefined && Number(high) < Number(low));
  });
  return bad === undefined ? undefined : `"${bad}" is neither a status code nor a range such as "200-399".`;
}

/** `all`, or numbers and (since 2.7) names of errors in certificates. */
function ignoredErrorsFault(text: string, _params: readonly string[], line: DirectiveLine): string | undefined {
  if (text === 'all') return undefined;
  const named = compareVersions(line.context.facts.version, [2, 6]) > 0;
  const bad = text
    .split(',')
    .find(
      (part) => !(/^\d+$/.test(part) ? Number(part) > 0 && Number(part) < 128 : named && part.startsWith('X509_V_')),
    );
  return bad === undefined ? undefined : `"${bad}" is not the number of an error${named ? ', nor its name' : ''}.`;
}

/** An algorithm, perhaps with its greatest window and more in parentheses. */
function congestionFault(text: string, _params: readonly string[], line: DirectiveLine): string | undefined {
  const known = `newreno|cubic|nocc${compareVersions(line.context.facts.version, [3, 0]) > 0 ? '|bbr' : ''}`;
  return new RegExp(`^(?:${known})(?:\\(|$)`).test(text)
    ? undefined
    : `There is no algorithm "${text}" against congestion: HAProxy knows ${known.replaceAll('|', ', ')}.`;
}

/** `str2net`, and from 2.4 on `str2ip6net`, too. */
function networkMaskFault(text: string, version: Version): string | undefined {
  const fault = patternFault(text, 'ip', false);
  const host = text.split('/')[0] ?? '';
  const wrong = fault !== undefined || (!/^[\d.]+$/.test(host) && !host.includes(':'));
  const early = host.includes(':') && compareVersions(version, [2, 4]) < 0;
  return wrong || early ? `"${text}" is not an address or network.` : undefined;
}

function bounds(value: number, text: string, params: readonly string[]): string | undefined {
  if (params.length === 0) return undefined;
  const low = params[0] ?? '';
  const high = params[1] ?? '';
  if (low !== '' && value < Number(low)) return `"${text}" is too small: the least is ${low}.`;
  if (high !== '' && value > Number(high)) return `"${text}" is too large: the most is ${high}.`;
  return undefined;
}
