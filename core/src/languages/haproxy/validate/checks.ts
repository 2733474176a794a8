import { guessOf } from '../../../base/nearest.ts';
import { type Table, table } from '../../../base/table.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import { checkRedirect, checkRule } from './actions.ts';
import { addressFault } from './address-check.ts';
import { readType } from './argument.ts';
import { checkCertificateUse } from './certificates.ts';
import { checkStep } from './check-steps.ts';
import { sectionChecks } from './checks-sections.ts';
import { bind, checkServer, checkServerTls, checkTemplate, nameIsFine } from './checks-servers.ts';
import { checkAclExpression } from './condition.ts';
import { checkCookie } from './cookie.ts';
import { checkFilter } from './filters.ts';
import { parseGrammar } from './grammar.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';
import { checkMode } from './mode.ts';
import { checkOption } from './options.ts';
import { checkParameters } from './parameters.ts';
import { checkHttpError } from './replies.ts';
import { checkStats } from './stats.ts';
import { checkStickTable } from './stick-table.ts';
import { checkTimeout } from './timeouts.ts';
import { leadingNumber } from './values.ts';

export type Check = (line: DirectiveLine) => void;

function match(grammar: string, first = 1): Check {
  return (line) => void matchGrammar(line, parseGrammar(grammar), first);
}

const checkAcl: Check = (line) => {
  if (!nameIsFine(line, 1)) return;
  if (line.value(1).toLowerCase() === 'or') {
    line.error('invalid-name', 1, 'An ACL named "or" can never be used: the word separates the terms of a condition.');
    return;
  }
  checkAclExpression(line, 2, line.length);
};

const facilities =
  'kern user mail daemon auth syslog lpr news uucp cron auth2 ftp ntp audit alert cron2 local0 local1 local2 local3 local4 local5 local6 local7'.split(
    ' ',
  );
const levels = 'emerg alert crit err warning notice info debug'.split(' ');

/** `log global`, or an address, options, a facility and one or two levels. */
const checkLog: Check = (line) => {
  if (!line.allKnown) return;
  if (line.value(1) === 'global' && !line.has(2)) return;
  if (!line.has(1) || !line.has(2)) {
    line.error(
      'missing-argument',
      line.length - 1,
      '"log" needs an address and a facility, as in "log /dev/log local0".',
    );
    return;
  }
  const target = line.value(1);
  const toBackend = target.startsWith('backend@') && compareVersions(line.context.facts.version, [2, 6]) > 0;
  if (!toBackend && !/^(?:stdout|stderr|ring@|fd@)/.test(target)) {
    const fault = addressFault(target, { port: 'optional', datagram: true, resolve: true });
    if (fault) return void line.error('invalid-address', 1, `HAProxy does not take this address: ${fault}.`);
  }
  let at = 2;
  for (; line.has(at); at += 2) {
    const option = line.value(at);
    const value = line.value(at + 1);
    if (option === 'len') {
      const length = leadingNumber(value);
      if (length < 80 || length > 65535) return void line.error('invalid-value', at + 1, '"len" takes 80 to 65535.');
    } else if (option === 'format') {
      const formats = ['local', 'rfc3164', 'rfc5424', 'priority', 'short', 'timed', 'iso', 'raw'];
      if (!formats.includes(value)) return void oneOf(line, at + 1, 'log format', formats);
    } else if (option === 'sample') {
      if (!/^\d[\d,-]*:\d+$/.test(value))
        return void line.error('invalid-value', at + 1, `"${value}" is not a sample such as "1,2:10".`);
    } else if (option !== 'profile' || compareVersions(line.context.facts.version, [3, 0]) <= 0) break;
  }
  if (!line.has(at)) return void line.error('missing-argument', at, 'The facility is missing, such as "local0".');
  if (!facilities.includes(line.value(at))) return void oneOf(line, at, 'log facility', facilities);
  for (const next of [at + 1, at + 2]) {
    if (line.has(next) && !levels.includes(line.value(next))) return void oneOf(line, next, 'log level', levels);
  }
  if (line.has(at + 3)) line.error('extra-argument', at + 3, `"${line.value(at + 3)}" is not expected here.`);
};

function oneOf(line: DirectiveLine, at: number, what: string, names: readonly string[]): false {
  const guess = guessOf(line.value(at), names);
  return line.error(
    'invalid-value',
    at,
    `There is no ${what} "${line.value(at)}". ${guess ? `Did you mean "${guess.meant}"?` : `HAProxy knows ${names.join(', ')}.`}`,
    guess,
  );
}

/** `tcp-request connection …`, `tcp-response content …`, `… inspect-delay`. */
const checkTcpRules: Check = (line) => {
  const keyword = line.value(0);
  const phase = line.value(1);
  if (!line.known(1)) return;
  const phases =
    keyword === 'tcp-request' ? ['connection', 'session', 'content', 'inspect-delay'] : ['content', 'inspect-delay'];
  if (!phases.includes(phase)) {
    if (phase === '') line.error('missing-argument', 1, `"${keyword}" needs one of ${phases.join(', ')}.`);
    else oneOf(line, 1, `phase of "${keyword}" named`, phases);
    return;
  }
  if (phase === 'inspect-delay') {
    readType(line, 'time', [], 2);
    return;
  }
  const proxy = line.context.proxy;
  if (proxy && !proxy.defaults && !proxy.frontend && (phase === 'connection' || phase === 'session')) {
    line.error(
      'misplaced-keyword',
      1,
      `"${keyword} ${phase}" is for frontend and listen sections: a backend sees no new connections.`,
    );
    return;
  }
  checkRule(line, `${keyword} ${phase}`, 2);
};

const checkQuicInitial: Check = (line) => {
  const { proxy } = line.context;
  if (proxy?.mode === 'tcp' && !proxy.defaults) {
    line.error('misplaced-keyword', 0, '"quic-initial" is for "mode http": HAProxy refuses it in a TCP proxy.');
  } else checkRule(line, 'quic-initial', 1);
};

const statuses = new Set(
  'none all-retryable-errors 0rtt-rejected conn-failure empty-response junk-response response-timeout 401 403 404 408 421 425 429 500 501 502 503 504'.split(
    ' ',
  ),
);

const checkRetryOn: Check = (line) => {
  if (!line.has(1)) return void line.error('missing-argument', 1, '"retry-on" needs at least one reason.');
  for (let at = 1; line.has(at); at++) {
    if (!line.known(at)) return;
    if (!statuses.has(line.value(at))) return void oneOf(line, at, 'reason', [...statuses]);
  }
};

const checkStick: Check = (line) => {
  let at = 1;
  const kind = line.value(at);
  if (!line.known(at)) return;
  if (!['on', 'match', 'store-request', 'store-response', 'store'].includes(kind)) {
    oneOf(line, at, 'form of "stick":', ['on', 'match', 'store-request', 'store-response']);
    return;
  }
  const next = readType(line, 'expr', [], ++at);
  if (next === undefined) return;
  at = line.value(next) === 'table' ? next + 2 : next;
  if (at === next) line.use('table', '', 0);
  readType(line, 'if', [], at);
};

const checkCompression: Check = (line) => {
  if (!line.allKnown) return;
  match(
    `{ algo <any> ... | algo-req@2.7 <any> | algo-res@2.7 <any> ... | type <any> ... | type-req@2.7 <any> ... | type-res@2.7 <any> ...
      | offload | direction@2.7 {request|response|both} | minsize-req@3.1 <size> | minsize-res@3.1 <size> }`,
  )(line);
  const word = line.value(1);
  if (line.failed || !word.startsWith('algo')) return;
  const last = word === 'algo-req' ? 2 : line.length - 1;
  for (let at = 2; line.has(at) && at <= last; at++) {
    const names = ['identity', 'deflate', 'raw-deflate', 'gzip'];
    if (!names.includes(line.value(at))) return void oneOf(line, at, 'compression algorithm', names);
  }
};

const functions = 'sdbm djb2 wt6 crc32 none'.split(' ');

/** `hash-type <kind> [<function> [avalanche]]`; what follows is not looked at. */
const checkHashType: Check = (line) => {
  match('{consistent|map-based}')(line);
  if (line.failed || !line.has(2) || !line.known(2)) return;
  const early = line.value(2) === 'none' && compareVersions(line.context.facts.version, [2, 6]) <= 0;
  if (early || !functions.includes(line.value(2))) return void oneOf(line, 2, 'hash function', functions);
  if (line.has(3) && line.known(3) && line.value(3) !== 'avalanche') oneOf(line, 3, 'modifier', ['avalanche']);
};

const checkBalanceFactor: Check = (line) => {
  if (!line.context.proxy?.backend || readType(line, 'int', ['0'], 1) === undefined || !line.known(1)) return;
  const factor = leadingNumber(line.value(1));
  if (factor > 0 && factor <= 100) line.error('invalid-value', 1, 'The factor is 0 or greater than 100, in percent.');
};

/** Forms of "stats" that came or went. */
function isOldOrNew(line: DirectiveLine, word: string): boolean {
  const { version } = line.context.facts;
  if (word === 'bind-process') return compareVersions(version, [2, 7]) < 0;
  return word === 'calculate-max-counters' && compareVersions(version, [3, 2]) > 0;
}

const checkGlobalStats: Check = (line) => {
  if (!line.known(1)) return;
  const word = line.value(1);
  if (word === 'socket') {
    if (!line.has(2)) return void line.error('missing-argument', 2, '"stats socket" needs a path or an address.');
    if (line.known(2) && !/^[/@a-z]/.test(line.value(2)) && readType(line, 'addr-bind', [], 2) === undefined) return;
    checkParameters(line, 'bind', 3);
  } else if (word === 'timeout') readType(line, 'time', [], 2);
  else if (word === 'maxconn') readType(line, 'int', ['1'], 2);
  else if (word === '') line.error('missing-argument', 1, '"stats" needs "socket", "timeout" or "maxconn".');
  else if (!isOldOrNew(line, word)) oneOf(line, 1, 'form of "stats":', ['socket', 'timeout', 'maxconn']);
};

/** What servers get from here is looked up when there is a server. */
const checkDefaultServer: Check = (line) => {
  const seen = checkParameters(line, 'server', 1);
  line.uses = line.uses.filter(({ kind }) => kind !== 'track');
  if (seen && !line.failed) checkServerTls(line, 1, seen);
};

/** `errorfiles <section> [<status> …]`. */
const checkErrorFiles: Check = (line) => {
  let at = readType(line, 'use', ['http-errors'], 1);
  while (at !== undefined && line.has(at)) at = readType(line, 'status', [], at);
};

/** From 3.0 on nothing may follow the two arguments. */
const checkErrorFile: Check = (line) =>
  match(compareVersions(line.context.facts.version, [3, 0]) < 0 ? '<status> <any>' : '<status> <any> $')(line);

/** What may stand in parentheses behind an algorithm, what may follow it, and since when it exists. */
const algorithms: Table<{ glued?: RegExp; rest?: string; since?: Version }> = table({
  roundrobin: {},
  'static-rr': {},
  leastconn: {},
  first: {},
  source: {},
  sticky: { since: [2, 7] },
  random: { glued: /^(?:\(0*[1-9]\d*\))?$/ },
  url_param: { rest: '<any> { check_post [<any>] | $ }' },
  uri: { rest: '{ len <num:1> | depth <num:1> | path-only | whole }* $' },
  hdr: { glued: /^\([^)].*\)$/, rest: '{ use_domain_only | $ }' },
  hash: { rest: '<expr> $', since: [2, 3] },
  'log-hash': { since: [2, 7] },
  'rdp-cookie': { glued: /^(?:\([^)].*\))?$/ },
});

/** No algorithm at all is fine: round robin then. */
const checkBalance: Check = (line) => {
  if (!line.has(1) || !line.known(1)) return;
  const [, name = '', glued = ''] = /^([^(]*)([\s\S]*)$/.exec(line.value(1)) ?? [];
  const known = algorithms.get(name);
  const early = known?.since && compareVersions(line.context.facts.version, known.since) < 0;
  if (!known || early || !(known.glued ?? /^$/).test(glued)) {
    oneOf(line, 1, 'algorithm', [...algorithms.keys()]);
  } else if (name === 'hash' && line.context.proxy?.defaults) return;
  else if (known.rest) matchGrammar(line, parseGrammar(known.rest), 2);
};

export const checks: Table<Check> = table({
  ...sectionChecks,
  acl: checkAcl,
  balance: checkBalance,
  bind: bind('addr-bind'),
  compression: checkCompression,
  cookie: (line) => checkCookie(line),
  'default-server': checkDefaultServer,
  filter: (line) => checkFilter(line),
  'global-stats': checkGlobalStats,
  'hash-balance-factor': checkBalanceFactor,
  'hash-type': checkHashType,
  'http-after-response': (line) => checkRule(line, 'http-after-response', 1),
  'http-check': checkStep,
  'http-error': checkHttpError,
  'http-request': (line) => checkRule(line, 'http-request', 1),
  'http-response': (line) => checkRule(line, 'http-response', 1),
  log: checkLog,
  mode: (line) => checkMode(line),
  option: (line) => checkOption(line),
  'quic-initial': checkQuicInitial,
  redirect: checkRedirect,
  'retry-on': checkRetryOn,
  server: checkServer,
  'server-template': checkTemplate,
  errorfile: checkErrorFile,
  errorfiles: checkErrorFiles,
  'ssl-f-use': (line) => checkCertificateUse(line),
  stats: (line) => checkStats(line),
  stick: checkStick,
  'stick-table': (line) => checkStickTable(line),
  'tcp-check': checkStep,
  'tcp-request': checkTcpRules,
  'tcp-response': checkTcpRules,
  timeout: (line) => checkTimeout(line),
});
