import { type Table, table } from '../../../base/table.ts';

/** Keywords of the small sections, notation as in `grammar-proxy.ts`. A section that is missing here takes anything. */
export const sectionGrammars: Table<Table<string>> = table({
  peers: table({
    bind: ': (peers-bind)',
    'default-bind': ': (default-bind)',
    'default-server': ': (default-server)',
    disabled: ': ...',
    enabled: ': ...',
    log: ': (log)',
    peer: ': (peer)',
    server: ': (peers-server)',
    shards: '>=2.7: <num:1>',
    table: ': (peers-table)',
  }),
  resolvers: table({
    accepted_payload_size: ': <int:12,65535>',
    hold: ': {nx|other|refused|timeout|valid|obsolete} <time>',
    nameserver: ': (nameserver)',
    'parse-resolv-conf': ': ...',
    resolve_retries: ': <any>',
    timeout: ': {retry|resolve} <time>',
  }),
  mailers: table({ mailer: ': <any> <addr-mailer>', timeout: ': mail <time>' }),
  userlist: table({
    user: ': <any> {password [<any>]|insecure-password [<any>]|groups [<any>]}* $',
    group: ': <name> {users [<any>]}* $',
  }),
  cache: table({
    'total-max-size': ': <num:1,4095> $',
    'max-age': ': (cache-age)',
    'max-object-size': ': <num> $',
    'process-vary': '>=2.3: (cache-vary)',
    'max-secondary-entries': '>=2.3: <num:1> $',
  }),
  'http-errors': table({ errorfile: ': <status> <any>' }),
  program: table({ command: ': <any>', user: ': <any>', group: ': <any>', option: ': start-on-reload' }),
  ring: table({
    'backing-file': '>=2.3: ...',
    description: ': <any>',
    format: ': {iso|local|priority|raw|rfc3164|rfc5424|short|timed}',
    maxlen: ': <int:1>',
    server: ': (ring-server)',
    size: ': <size:1>',
    timeout: ': [{connect <time>|server <time>|<any>}]',
  }),
  'log-forward': table({
    backlog: ': <any>',
    bind: ': (log-bind)',
    'dgram-bind': ': (dgram-bind)',
    log: ': (log)',
    maxconn: ': <any> $',
    option: '>=3.1: {assume-rfc6587-ntf $|dont-parse-log $|host {replace|fill|keep|append} $}',
    timeout: ': client <time>',
  }),
  'log-profile': table({
    'log-tag': ': <any>',
    on: `: {accept|any|close|connect|error|request|response|http-req|http-res|http-after-res|quic-init|tcp-req-conn|tcp-req-sess
      |tcp-req-cont|tcp-res-cont} {drop|format <lf>|sd <lf>} {drop|format <lf>|sd <lf>}* $`,
  }),
  'fcgi-app': table({
    acl: ': (acl)',
    docroot: ': <any> $',
    index: ': <any> $',
    'log-stderr': ': (log)',
    option: ': (fcgi-option)',
    'pass-header': ': <any> <if>',
    'path-info': ': <regex> $',
    'set-param': ': <any> <any> <if>',
  }),
  'crt-store': table({ 'crt-base': ': <any>', 'key-base': ': <any>', load: ': (crt-load)' }),
  healthcheck: table({
    'http-check': ': (http-check)',
    'tcp-check': ': (tcp-check)',
    type: `: {tcp-check|httpchk|ssl-hello-chk|smtpchk|pgsql-check|redis-check|mysql-check|ldap-check|spop-check} ...`,
  }),
  traces: table({
    trace: `: [<any> {sink [<any>]|level [{error|user|proto|state|data|developer}]|verbosity [<any>]|start [<any>]|stop [<any>]
      |pause [<any>]|follow [<any>]|lock [<any>]}* $]`,
  }),
  acme: table({
    'account-key': ': <any> $',
    'acme-vars': ': <any> $',
    bits: ': <num> $',
    challenge: ': <any> $',
    'challenge-ready': '>=3.3: <any> $',
    contact: ': <any> $',
    curves: ': {P-256|P-384|P-521} $',
    directory: ': <any> $',
    'dns-delay': '>=3.3: <time:s> $',
    'dns-timeout': '>=3.3: <time:s> $',
    'eab-key-id': '>=3.3: <any> $',
    'eab-mac-alg': '>=3.3: <any> $',
    'eab-mac-key': '>=3.3: <any> $',
    keytype: ': {RSA|ECDSA} $',
    map: ': <any> $',
    profile: '>=3.3: <any> $',
    'provider-name': ': <any> $',
    'reuse-key': ': {on|off} $',
  }),
});

/** The name in a section's header, and whether something behind it is refused. */
export interface HeaderRules {
  readonly name: 'one' | 'none' | 'optional';
  /** Letters that may not stand in a name are refused, too. */
  readonly checked?: true;
  readonly moreRefused?: true;
}

export const headerRules: Table<HeaderRules> = table({
  acme: { name: 'one', moreRefused: true },
  cache: { name: 'one', moreRefused: true },
  'crt-store': { name: 'optional', moreRefused: true },
  'fcgi-app': { name: 'one', checked: true, moreRefused: true },
  global: { name: 'none' },
  healthcheck: { name: 'one', checked: true },
  'http-errors': { name: 'one', checked: true },
  'log-forward': { name: 'one', checked: true, moreRefused: true },
  'log-profile': { name: 'one', checked: true, moreRefused: true },
  mailers: { name: 'one', checked: true },
  peers: { name: 'one', checked: true, moreRefused: true },
  program: { name: 'one' },
  resolvers: { name: 'one', checked: true },
  ring: { name: 'one', checked: true },
  traces: { name: 'none' },
  userlist: { name: 'one', checked: true, moreRefused: true },
});
