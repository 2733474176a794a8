import {
  address,
  but,
  command,
  decimalSeconds,
  exact,
  inBlocks,
  integer,
  kw,
  losing,
  many,
  maybe,
  named,
  once,
  oneOf,
  onOff,
  opens,
  replaced,
  since,
  text,
  unsigned,
  wholeSeconds,
} from './grammar.ts';

const forever = 1e12;
const retrySeconds = decimalSeconds(0, forever);
const loopSeconds = decimalSeconds(0.000001, forever);
const connectSeconds = decimalSeconds(0.000001, 4294.967295);
const httpVersions = [
  { value: '1.0', doc: 'The default; the connection is closed by the server.' },
  { value: '1.0C', doc: '1.0 with `Connection: close`.' },
  { value: '1.1', doc: 'With `Connection: close`, too; servers want a virtualhost.' },
];
const weightLimit = 2_147_483_647;

const schedulers = oneOf(
  'scheduler',
  ['rr', 'wrr', 'lc', 'wlc', 'lblc', 'sh', 'mh', 'dh', 'fo', 'ovf', 'lblcr', 'sed', 'nq', 'twos'],
  'wlc',
);
const forwarding = oneOf('method', ['NAT', 'DR', 'TUN'], 'NAT');

const shared = inBlocks(
  ['virtual_server', 'real_server'],
  [
    kw('retry', 'How often a failed check is repeated before it counts.', unsigned('count', 1)),
    kw('delay_before_retry', 'Seconds before it is repeated; 1 by default.', retrySeconds),
    kw('warmup', 'Longest random delay of the first check; by default the interval.', retrySeconds),
    kw('connect_timeout', 'Seconds that a connection may take; 5 by default.', connectSeconds),
    kw('delay_loop', 'Seconds between two checks; 60 by default.', loopSeconds),
    kw('smtp_alert', 'A mail on every change of a real server.', onOff),
    replaced(kw('virtualhost', 'Host name for HTTP checks.', text('name'))),
    since('2.2.3', replaced(exact(kw('snmp_name', 'Its name in SNMP data.', text('name'))))),
  ],
);

const virtualServer = inBlocks(
  ['virtual_server'],
  [
    kw('ip_family', 'Address family of a virtual server by firewall mark.', oneOf('family', ['inet', 'inet6'])),
    kw('inhibit_on_failure', 'Sets the weight of failed servers to 0 instead of removing them.', onOff),
    kw('alpha', 'Real servers count as down until their first good check.', onOff),
    kw('lb_algo', 'How connections are spread; `wlc` by default.', schedulers),
    kw('lvs_sched', 'How connections are spread; `wlc` by default.', schedulers),
    ...['hashed', 'ops', 'flag-1', 'flag-2', 'flag-3', 'sh-port', 'sh-fallback'].map((flag) =>
      kw(flag, 'A flag of the scheduler.'),
    ),
    since('2.0.20', kw('mh-port', 'Counts the port in the `mh` scheduler.')),
    since('2.0.20', kw('mh-fallback', 'Another server for an unreachable one in the `mh` scheduler.')),
    but(
      kw(
        'lb_kind',
        'How packets reach the real servers; NAT by default.',
        forwarding,
        maybe(many(maybe(text('option')))),
      ),
      { takesMore: true },
    ),
    but(
      kw('lvs_method', 'How packets reach the real servers; NAT by default.', forwarding, maybe(many(text('option')))),
      { takesMore: true },
    ),
    kw('persistence_engine', 'What recognises a client, such as `sip`.', text('name')),
    kw(
      'persistence_timeout',
      'Seconds that a client stays with its server; 360 without a number.',
      maybe(unsigned('seconds', 1, 2_678_400, 'none')),
    ),
    kw(
      'persistence_granularity',
      'Netmask (IPv4) or prefix length (IPv6) of what counts as one client.',
      text('netmask'),
    ),
    kw('protocol', 'TCP, UDP or SCTP.', {
      ...oneOf('protocol', ['TCP', 'UDP', 'SCTP'], 'TCP'),
      type: { kind: 'word', ignoreCase: true, instead: 'the default' },
    }),
    kw('ha_suspend', 'No checks while this node does not hold the address.'),
    kw('omega', 'Notifies real servers as down when keepalived ends.'),
    but(command(kw('quorum_up', 'A command to run when enough real servers are up.')), { firstWins: true }),
    but(command(kw('quorum_down', 'A command to run when too few real servers are up.')), { firstWins: true }),
    kw('quorum', 'Weight of live servers that is enough; 1 by default.', unsigned('weight', 1, undefined, '1')),
    kw(
      'hysteresis',
      'How far beyond the quorum the weight must change; 0 by default.',
      unsigned('weight', 0, undefined, '0'),
    ),
    kw('weight', 'Weight of real servers that have none; 1 by default.', unsigned('weight', 1, weightLimit, '1')),
    kw(
      'sorry_server',
      'The server that answers while no real one is up.',
      address('address', 'none'),
      maybe(losing(unsigned('port', 0, 65_535))),
    ),
    kw('sorry_server_inhibit', '`inhibit_on_failure` for the sorry server.'),
    but(
      kw(
        'sorry_server_lvs_method',
        'How packets reach the sorry server.',
        forwarding,
        maybe(many(maybe(text('option')))),
      ),
      { takesMore: true },
    ),
    but(
      opens(
        'real_server',
        kw(
          'real_server',
          'A server behind the virtual one, with its checks.',
          address('address', 'none'),
          maybe(losing(unsigned('port', 0, 65_535))),
        ),
      ),
      {
        repeatable: true,
      },
    ),
  ],
);

const realServer = inBlocks(
  ['real_server'],
  [
    kw('weight', 'Its share of the connections; 1 by default.', unsigned('weight', 0, weightLimit, '1')),
    but(kw('lvs_method', 'How packets reach this server.', forwarding, maybe(many(maybe(text('option'))))), {
      takesMore: true,
    }),
    kw('uthreshold', 'Most connections at a time.', unsigned('connections')),
    kw('lthreshold', 'Connections below which it gets new ones again.', unsigned('connections')),
    kw('inhibit_on_failure', 'Weight 0 instead of removal when it fails.', onOff),
    but(command(kw('notify_up', 'A command to run when it is up.')), { firstWins: true }),
    but(command(kw('notify_down', 'A command to run when it is down.')), { firstWins: true }),
    kw('alpha', 'Counts as down until the first good check.', onOff),
    ...[
      opens('MISC_CHECK', kw('MISC_CHECK', 'Runs a command; its exit code 0 means good.')),
      opens('SMTP_CHECK', kw('SMTP_CHECK', 'Talks to a mail server.')),
      opens('TCP_CHECK', kw('TCP_CHECK', 'Opens a TCP connection.')),
      since('2.1.0', opens('PING_CHECK', kw('PING_CHECK', 'Sends an ICMP echo.'))),
      since('2.1.0', opens('UDP_CHECK', kw('UDP_CHECK', 'Sends a datagram.'))),
      opens('HTTP_GET', kw('HTTP_GET', 'Fetches pages by HTTP.')),
      opens('SSL_GET', kw('SSL_GET', 'Fetches pages by HTTPS.')),
      opens('DNS_CHECK', kw('DNS_CHECK', 'Asks a name server.')),
      since('2.1.0', opens('FILE_CHECK', kw('FILE_CHECK', 'Takes the weight from a `track_file`.'))),
      opens('BFD_CHECK', kw('BFD_CHECK', 'Follows a BFD session.')),
    ].map((check) => but(check, { repeatable: true })),
  ],
);

const checks = inBlocks(
  ['MISC_CHECK', 'SMTP_CHECK', 'TCP_CHECK', 'PING_CHECK', 'UDP_CHECK', 'HTTP_GET', 'SSL_GET', 'DNS_CHECK', 'host'],
  [
    kw('retry', 'How often a failed check is repeated before it counts.', unsigned('count')),
    kw('delay_before_retry', 'Seconds before it is repeated; 1 by default.', retrySeconds),
    kw('warmup', 'Longest random delay of the first check; by default the interval.', retrySeconds),
    kw('delay_loop', 'Seconds between two checks; by default that of the server.', loopSeconds),
    kw('alpha', 'Counts as failed until the first good result.', onOff),
    since('2.0.11', kw('log_all_failures', 'Logs every failure.', onOff)),
  ],
);

const connections = inBlocks(
  ['SMTP_CHECK', 'TCP_CHECK', 'PING_CHECK', 'UDP_CHECK', 'HTTP_GET', 'SSL_GET', 'DNS_CHECK', 'host'],
  [
    kw(
      'connect_ip',
      'The address to connect to; by default the real server’s.',
      address('address', 'the real server’s'),
    ),
    kw(
      'connect_port',
      'The port to connect to; by default the real server’s.',
      unsigned('port', 1, 65_535, 'the real server’s'),
    ),
    kw('bindto', 'The address to connect from.', address('address', 'the system’s choice')),
    kw('bind_port', 'The port to connect from.', unsigned('port', 1, 65_535, 'any')),
    kw('bind_if', 'The interface to connect from.', named('interface', 'interface')),
    kw('connect_timeout', 'Seconds that the connection may take; 5 by default.', connectSeconds),
    kw('fwmark', 'Firewall mark of its packets.', unsigned('mark')),
  ],
);

const pages = [
  ...inBlocks(
    ['HTTP_GET', 'SSL_GET'],
    [
      but(kw('nb_get_retry', 'The old name of `retry`.', unsigned('count')), { deprecated: 'retry' }),
      replaced(kw('virtualhost', 'Host name to ask for.', text('name'))),
      since('2.0.17', kw('http_protocol', 'HTTP version to use.', { ...text('version'), choices: httpVersions })),
      kw('enable_sni', 'Sends the host name in the TLS handshake.', onOff),
      since('2.4.4', kw('sni_name', 'The host name to send in it.', maybe(text('name')))),
      since('2.0.17', kw('fast_recovery', 'Checks all pages at once after a failure.', onOff)),
    ],
  ),
  ...inBlocks(
    ['url', 'SSL_GET url'],
    [
      replaced(kw('path', 'The path of the page.', text('path'))),
      but(kw('digest', 'MD5 digest that the page must have (`genhash`).', text('digest')), { repeatable: true }),
      but(kw('status_code', 'Status codes that are good; 200 to 299 by default.', many(maybe(text('code')))), {
        takesMore: true,
      }),
      replaced(kw('virtualhost', 'Host name to ask for.', text('name'))),
      since(
        '2.0.7',
        but(replaced(exact(kw('regex', 'A regular expression that the page must match.', text('expression')))), {
          quoted: true,
          strictSince: '2.3',
        }),
      ),
      since('2.0.7', kw('regex_no_match', 'The page must not match.')),
      but(since('2.0.7', kw('regex_options', 'Options of PCRE2.', many(maybe(text('option'))))), { takesMore: true }),
      since('2.0.7', kw('regex_min_offset', 'Where a match may start at the earliest.', maybe(text('offset')))),
      since('2.0.7', kw('regex_max_offset', 'Where a match may start at the latest.', maybe(text('offset')))),
      but(
        since(
          '2.0.7',
          kw(
            'regex_stack',
            'Stack for the expression: first and largest size.',
            maybe(text('size')),
            maybe(text('size')),
          ),
        ),
        {},
      ),
    ],
  ),
];

const encrypted = [
  ...inBlocks(['HTTP_GET'], [but(opens('url', kw('url', 'A page to fetch.')), { repeatable: true })]),
  ...inBlocks(
    ['SSL_GET'],
    [
      but(opens('SSL_GET url', kw('url', 'A page to fetch.')), { repeatable: true }),
      since('2.2.8', kw('tls_compliant', 'Takes a connection that ends without TLS close for a failure.', onOff)),
    ],
  ),
  ...inBlocks(['SSL_GET url'], [since('2.2.8', kw('tls_compliant', 'The same for this page only.', onOff))]),
];

const others = [
  ...inBlocks(
    ['MISC_CHECK'],
    [
      command(kw('misc_path', 'The command.')),
      kw('misc_timeout', 'Seconds that it may take; by default the interval.', wholeSeconds('the interval')),
      kw('misc_dynamic', 'Takes the weight from the exit code.'),
      kw('user', 'The user (and group) that it runs as.', text('user'), maybe(text('group'))),
    ],
  ),
  ...inBlocks(
    ['SMTP_CHECK'],
    [
      but(once(kw('helo_name', 'The name to greet with.', text('name'))), { strictSince: '2.2.8' }),
      but(opens('host', kw('host', 'A mail server; old form.')), { repeatable: true }),
    ],
  ),
  ...inBlocks(
    ['DNS_CHECK'],
    [
      kw('type', 'Type of the record; SOA by default.', {
        ...oneOf('type', ['A', 'NS', 'CNAME', 'SOA', 'MX', 'TXT', 'AAAA', 'RRSIG', 'DNSKEY'], 'SOA'),
        type: { kind: 'word', ignoreCase: true, instead: 'SOA' },
      }),
      once(kw('name', 'The name to ask for; the root by default.', text('name'))),
    ],
  ),
  ...inBlocks(
    ['UDP_CHECK'],
    [
      since('2.2.0', kw('payload', 'Bytes to send, in hexadecimal.', text('hex'))),
      kw('require_reply', 'An answer must come; if given, these bytes.', maybe(text('hex'))),
      since('2.2.0', kw('min_reply_length', 'Shortest good answer; 0 by default.', unsigned('bytes', 0, 65_535, '0'))),
      since(
        '2.2.0',
        kw('max_reply_length', 'Longest good answer; 255 by default.', unsigned('bytes', 0, 65_535, '255')),
      ),
    ],
  ),
  ...inBlocks(
    ['FILE_CHECK'],
    [
      kw('track_file', 'The `track_file` to follow.', named('name', 'track_file')),
      kw(
        'weight',
        'What its number is multiplied with; 1 by default.',
        integer('weight', -weightLimit, weightLimit),
        maybe(oneOf('reverse', ['reverse'])),
      ),
    ],
  ),
  ...inBlocks(
    ['BFD_CHECK'],
    [
      once(exact(kw('name', 'The `bfd_instance` to follow.', named('name', 'bfd_instance')))),
      kw('alpha', 'Counts as failed until the session is up.', onOff),
    ],
  ),
];

export const serverKeywords = [
  ...shared,
  ...virtualServer,
  ...realServer,
  ...checks,
  ...connections,
  ...pages,
  ...encrypted,
  ...others,
];
