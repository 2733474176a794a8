import { expect, test } from 'vitest';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOf } from '../support/workspace.ts';
import { type HaproxyVerdict, haproxyVerdict } from './haproxy-verdict.ts';
import { findPrograms, oracleMissing } from './programs.ts';

/** What HAProxy finds when it has read everything: lines that are right by themselves and do not fit each other. */
const section = (head: string, ...lines: readonly string[]): string =>
  `${head}\n${lines.map((line) => `    ${line}\n`).join('')}`;

const global = section('global', 'maxconn 10');
const timeouts = ['timeout connect 5s', 'timeout client 5s', 'timeout server 5s'];
const defaults = (...lines: readonly string[]): string => section('defaults', ...timeouts, ...lines);
const http = defaults('mode http');
const tcp = defaults('mode tcp');
const server = 'server s 127.0.0.1:81';
const bind = 'bind 127.0.0.1:8080';
const frontend = section('frontend f', bind, 'default_backend b');
const backend = (...lines: readonly string[]): string => section('backend b', ...lines);
const listen = (...lines: readonly string[]): string => section('listen l', bind, ...lines);
const cache = (...lines: readonly string[]): string => section('cache c', ...lines);

const refused = [
  http + listen('default_backend l', server),
  http + listen('default_backend l', 'default_backend b', server) + backend(server),
  http + listen('use_backend l if TRUE', server),
  tcp + listen(`${server} redir /x`),
  http + listen(`${server} redir /x`),
  http + frontend + backend(`${server} track b/t`, 'server t 127.0.0.1:82'),
  http + frontend + backend(`${server} track b/t`, 'server t 127.0.0.1:82 check'),
  http + frontend + backend(`${server} track t`, 'server t 127.0.0.1:82 agent-check agent-port 90'),
  http + frontend + backend('default-server check', `${server} track t`, 'server t 127.0.0.1:82'),
  http + frontend + backend('default-server check', `${server} track t no-check`, 'server t 127.0.0.1:82'),
  http + frontend + backend(`${server} track t`, 'server t 127.0.0.1:82 check', 'default-server check'),
  http + frontend + backend(`${server} track b/s`),
  http + frontend + backend(`${server} track t`, 'server t 127.0.0.1:82 track s'),
  http + frontend + backend(`${server} track t`, 'server t 127.0.0.1:82 track u', 'server u 127.0.0.1:83 check'),
  http + frontend + backend(`${server} track t check`, 'server t 127.0.0.1:82 check'),
  http + frontend + backend(`${server} check track t no-check`, 'server t 127.0.0.1:82 check'),
  http + frontend + backend('http-request cache-use c', server) + cache('max-age 10'),
  http + frontend + backend('http-request cache-use c', server) + cache('total-max-size 4', 'max-object-size 2097153'),
  http + frontend + backend('http-request cache-use c', server) + cache('total-max-size 4', 'max-object-size 2097152'),
  http + frontend + backend('filter compression', 'filter cache c', server) + cache('total-max-size 4'),
  http + frontend + backend('filter cache c', 'filter compression', server) + cache('total-max-size 4'),
  http + frontend + backend('filter compression', 'http-request cache-use c', server) + cache('total-max-size 4'),
  http + frontend + backend('option external-check', 'external-check command /a.sh', `${server} check`),
  http + listen('stats enable', 'stats auth a:b', 'stats http-request allow', server),
  http + listen('stats realm x', 'stats http-request allow', server),
  http + listen('stats auth a:b', server),
  http + frontend + backend(`${server} id 5`, 'server t 127.0.0.1:82 id 5'),
  http + frontend + backend(`${server} id 5`, 'server t 127.0.0.1:82 id 6'),
  http + section('frontend f', `${bind} id 3`, 'bind 127.0.0.1:8081 id 3', 'default_backend b') + backend(server),
  http + section('frontend f', 'id 7', bind, 'default_backend b') + backend('id 7', server),
  http + section('frontend f', 'id 7', bind, 'default_backend b') + backend('id 8', server),
  http + section('frontend f', 'guid a', bind, 'default_backend b') + backend('guid a', server),
  section('userlist u', 'user a insecure-password b groups none') + http + frontend + backend(server),
  section('userlist u', 'user a insecure-password b groups g', 'group g') + http + frontend + backend(server),
  section('userlist u', 'group g users none') + http + frontend + backend(server),
  section('userlist u', 'group g users a', 'user a insecure-password b') + http + frontend + backend(server),
  http + frontend + backend('use-fcgi-app a', `${server} proto fcgi`) + section('fcgi-app a', 'index x'),
  http + frontend + backend('use-fcgi-app a', `${server} proto fcgi`) + section('fcgi-app a', 'docroot /x'),
  http + frontend + backend(`${server} proto fcgi`),
  section('peers p', 'bind 127.0.0.1:1024', 'bind 127.0.0.1:1025', 'server a') + http + frontend + backend(server),
  section('peers p', 'peer a 127.0.0.1:1024', 'peer a 127.0.0.1:1025') + http + frontend + backend(server),
  section('peers p', 'server a 127.0.0.1:1024', 'server a 127.0.0.1:1025') + http + frontend + backend(server),
  http + frontend + backend('stick-table type ip size 1m', 'stick-table type string size 1m', server),
  http + frontend + backend('filter compression', 'filter compression', server),
  http + frontend + backend('filter trace', 'compression algo gzip', server),
  http + frontend + backend('filter trace', 'filter compression', 'compression algo gzip', server),
  http + frontend + backend('filter trace', 'compression type text/css', server),
  http + frontend + backend('filter trace', 'compression offload', server),
  http + frontend + backend('filter comp-res', 'compression algo gzip', server),
  http + frontend + backend('filter comp-res', 'filter comp-res', server),
  http + frontend + backend('filter comp-req', 'filter comp-res', server),
  http + frontend + backend('filter trace', 'filter comp-res', 'compression algo gzip', server),
  http + frontend + backend('filter comp-req', 'http-request cache-use c', server) + cache('total-max-size 4'),
  http + frontend + backend('filter cache c', 'filter comp-res', server) + cache('total-max-size 4'),
  http + frontend + backend('filter comp-res', 'filter cache c', server) + cache('total-max-size 4'),
  http + frontend + backend('filter trace', 'http-request cache-use c', server) + cache('total-max-size 4'),
  http + frontend + backend('filter trace', 'http-response cache-store c', server) + cache('total-max-size 4'),
  http +
    frontend +
    backend('filter trace', 'filter cache c', 'http-request cache-use c', server) +
    cache('total-max-size 4'),
  http + section('frontend f', bind, 'log backend@none local0', 'default_backend b') + backend(server),
  ...[
    ['default-server ssl', server],
    ['default-server ssl', `${server} verify none`],
    ['default-server ssl verify none', `${server} verify required`],
    ['default-server ssl verify none', server],
    ['default-server check-ssl', `${server} check`],
    [server, 'default-server ssl'],
    [`${server} ssl ssl-min-ver TLSv1.3 ssl-max-ver TLSv1.2 verify none`],
    [`${server} ssl verify none no-sslv3 no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13`],
    [`${server} ssl verify none force-tlsv12 ssl-min-ver TLSv1.3`],
    [`${server} ssl verify none ssl-min-ver TLSv1.2 ssl-max-ver TLSv1.3`],
    [`${server} ssl verify none ciphers TLS_AES_128_GCM_SHA256`],
    [`${server} ssl verify none ciphers TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256`],
    [`${server} ssl verify none ciphersuites ECDHE-RSA-AES128-GCM-SHA256`],
    [`${server} ssl verify none ciphersuites TLS_AES_128_GCM_SHA256`],
    [`${server} ssl verify none alpn h3`],
    [`${server} alpn h2`],
    ['option httpchk', 'http-check connect port 83', 'server s 127.0.0.1 check'],
    ['option tcp-check', 'tcp-check connect', 'server s 127.0.0.1 check'],
    ['tcp-check connect port 83', 'server s 127.0.0.1 check'],
    ['stick-table type ipv4 size 1m', server],
    ['stick-table type ip size 1m store glitch_cnt', server],
    ['stick-table type ip size 1m store gpc(2)', server],
    ['http-request redirect location /x code 305', server],
    ['http-request redirect location /x code 308', server],
  ].map((lines) => http + frontend + backend(...lines)),
  http + frontend + backend(`${server} ssl verify required`) + section('global', 'ssl-server-verify none'),
  defaults('mode http', 'default-server ssl') + frontend + backend(server),
  global +
    section('global', 'ssl-default-server-ciphers TLS_AES_128_GCM_SHA256') +
    http +
    backend(`${server} ssl verify none`),
  ...[
    'http-request set-header a b',
    'acl x src 127.0.0.1',
    'tcp-request inspect-delay 5s',
    'tcp-response content accept',
  ].flatMap((rule) => {
    const base = section('defaults base', 'mode http', ...timeouts, rule);
    const of = (kind: string, ...lines: readonly string[]): string => section(`${kind} from base`, ...lines);
    return [
      base + of('frontend f', bind) + of('backend b', server),
      base + of('frontend f', bind) + http + section('backend b', server),
      base + of('backend c', server) + of('backend b', server),
      base + section('listen l', bind, server),
      base + section('defaults other from base') + section('frontend f', bind),
    ];
  }),
].map((text) => global + text);

const warned = [
  http + section('frontend f', 'default_backend b') + backend(server),
  http + section('frontend f', 'disabled', 'default_backend b') + backend(server),
  defaults('mode http', 'disabled') + section('frontend f', 'default_backend b') + backend(server),
  defaults('mode http', 'disabled') + section('frontend f', 'enabled', 'default_backend b') + backend(server),
  http + section('listen l', 'stats enable'),
  ...[
    'http-check expect status 200',
    'http-check send meth GET',
    'http-check disable-on-404',
    'tcp-check connect',
  ].flatMap((rule) =>
    ['', 'option httpchk', 'option tcp-check', 'option mysql-check'].flatMap((option) => [
      http + frontend + backend(...(option ? [option] : []), rule, `${server} check`),
      defaults('mode http', ...(option ? [option] : [])) + frontend + backend(rule, `${server} check`),
    ]),
  ),
  http +
    frontend +
    backend('option httpchk', 'http-check expect status 200', 'option ssl-hello-chk', `${server} check`),
  http + frontend + backend('http-check expect status 200', 'option httpchk', `${server} check`),
  http + listen('default_backend b', server) + backend(server),
  http + listen('use_backend b if TRUE', server) + backend(server),
  http + listen('default_backend b', 'server-template s 3 127.0.0.1:81') + backend(server),
  ...[['from a@b'], ['from a@b', 'to c@d'], ['level info']].map(
    (mails) => http + frontend + backend(...mails.map((mail) => `email-alert ${mail}`), server),
  ),
  section('defaults base', 'mode http', ...timeouts) +
    section('frontend f from base', bind) +
    section('backend b', server),
  section('defaults base', 'mode http', ...timeouts) +
    section('frontend f', bind) +
    section('backend b from base', server),
  section('defaults base', 'mode http', ...timeouts) +
    section('frontend f from base', bind) +
    http +
    section('backend b', server),
  ...['acl a path', 'acl a path -i', 'acl a path --', 'acl a always_true', 'acl a src', 'acl a hdr(x) -m str'].map(
    (line) => http + section('frontend f', bind, line, 'http-request deny if a'),
  ),
  tcp + listen('cookie X insert', server),
  http + listen('cookie X insert', server),
  ...['log-format %ci', 'option httplog', 'option tcplog'].flatMap((format) => [
    http + section('frontend f', bind, format, 'default_backend b') + backend(server),
    defaults('mode http', 'log 127.0.0.1 local0') +
      section('frontend f', bind, format, 'default_backend b') +
      backend(server),
    defaults('mode http', 'log 127.0.0.1 local0') +
      section('frontend f', 'no log', bind, format, 'default_backend b') +
      backend(server),
    http + section('frontend f', 'log 127.0.0.1 local0', bind, format, 'default_backend b') + backend(server),
  ]),
].map((text) => global + text);

/** What HAProxy warns of without a line, and the rule that does so with one. */
const rules = [
  [/has no 'bind' directive/, 'haproxy/proxy-without-bind'],
  [/-check rules without 'option/, 'haproxy/check-rules-without-option'],
  [/always has precedence over the servers/, 'haproxy/servers-behind-default-backend'],
  [/cookie will be ignored/, 'haproxy/http-only-in-tcp-mode'],
  [/log format ignored/, 'haproxy/log-format-without-log'],
  [/'email-alert' will be ignored/, 'haproxy/missing-argument'],
  [/explicitly referenced by another proxy and implicitly used/, 'haproxy/undefined-reference'],
  [/parsing acl keyword/, 'haproxy/invalid-condition'],
] as const;

const says = ({ messages }: HaproxyVerdict, pattern: RegExp): boolean =>
  messages.some(({ text }) => pattern.test(text));

describeNeeding(
  'oracle',
  'what does not fit together is said where the real haproxy -c says it',
  oracleMissing(),
  () => {
    for (const program of oracleMissing() === undefined ? findPrograms().haproxy : []) {
      const findings = (text: string) =>
        snapshotOf(new Map([['haproxy.cfg', text]]), { haproxy: { version: program.version } }).findings();

      test.concurrent.each(refused.map((text) => [text]))(`${program.version}: error: %j`, async (text) => {
        const verdict = await haproxyVerdict(program, text);
        expect(
          findings(text).some(({ severity }) => severity === 'error'),
          JSON.stringify(verdict.messages),
        ).toBe(verdict.messages.some(({ severity }) => severity === 'alert'));
      });

      test.concurrent.each(warned.map((text) => [text]))(`${program.version}: warning: %j`, async (text) => {
        const verdict = await haproxyVerdict(program, text);
        const found = findings(text).map(({ rule }) => rule);
        const expected = rules.filter(([pattern]) => says(verdict, pattern)).map(([, rule]) => rule);
        expect(rules.map(([, rule]) => rule).filter((rule) => found.includes(rule))).toEqual(expected);
      });
    }
  },
);
