/** Keywords of the small sections, notation as in `grammar-proxy.ts`. A section that is missing here takes anything. */
export const sectionGrammars: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  peers: {
    bind: ': (peers-bind)',
    'default-bind': ': ...',
    'default-server': ': (default-server)',
    disabled: ': ...',
    enabled: ': ...',
    log: ': (log)',
    peer: ': (peer)',
    server: ': (peers-server)',
    shards: ': <num:1>',
    table: ': <any> ...',
  },
  resolvers: {
    accepted_payload_size: ': <int:512,65535>',
    hold: ': {nx|other|refused|timeout|valid|obsolete} <time>',
    nameserver: ': <any> <addr-nameserver>',
    'parse-resolv-conf': ': ...',
    resolve_retries: ': <any>',
    timeout: ': {retry|resolve} <time>',
  },
  mailers: { mailer: ': <any> <addr-nameserver> $', timeout: ': mail <time>' },
  userlist: {
    user: ': <any> {password <any>|insecure-password <any>|groups <any>}* $',
    group: ': <any> [users <any>]',
  },
  cache: {
    'total-max-size': ': <num:1,4095>',
    'max-age': ': <any>',
    'max-object-size': ': <any>',
    'process-vary': ': {on|off}',
    'max-secondary-entries': ': <any>',
  },
  'http-errors': {
    errorfile: ': <status> <any>',
    errorloc: '>=3.4: <status> <any>',
    errorloc302: '>=3.4: ...',
    errorloc303: '>=3.4: ...',
  },
  program: { command: ': <any>', user: ': <any>', group: ': <any>', option: ': start-on-reload' },
  'log-forward': {
    backlog: ': <any>',
    bind: ': (log-bind)',
    'dgram-bind': ': <addr-dgram> ...',
    log: ': (log)',
    maxconn: ': <any>',
    option: ': {assume-rfc6587-ntf|dont-parse-log|host} ...',
    timeout: ': client <time>',
    'http-request': '<2.0: ...',
  },
};

/** Where a section's header takes a name: required, none, or as it likes. */
export const headerNames: Readonly<Record<string, 'one' | 'none'>> = {
  cache: 'one',
  global: 'none',
  'http-errors': 'one',
  'log-forward': 'one',
  mailers: 'one',
  peers: 'one',
  program: 'one',
  resolvers: 'one',
  userlist: 'one',
};
