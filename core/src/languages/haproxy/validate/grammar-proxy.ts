/**
 * Keywords of frontend, backend, listen and defaults.
 *
 * Before the colon: `F` for the frontend side, `B` for the backend side, on the other side HAProxy warns and ignores the
 * line (`e`: refuses it); `!` not in defaults, `?` not in a defaults section without a name; `>=3.0`, `<2.5` versions.
 * Behind it: the grammar of the arguments (`grammar.ts`), or a name in parentheses: a check of its own.
 */
const checkOptions = `{ comment <any> | port <any> | addr <addr-plain> | proto <any> | send-proxy | via-socks4 | linger | ssl
  | sni <any> | alpn <any> | default }*`;

export const proxyGrammar: Readonly<Record<string, string>> = {
  acl: 'FB?: (acl)',
  backlog: 'F: <int> $',
  balance: 'B: (balance)',
  bind: 'F!: (bind)',
  'bind-process': 'FB<2.7: ...',
  capture: 'F!: { cookie <any> len <int> $ | request header <any> len <int> $ | response header <any> len <int> $ }',
  'clitcpka-cnt': 'F: <any>',
  'clitcpka-idle': 'F: <time:s>',
  'clitcpka-intvl': 'F: <time:s>',
  compression: 'FB: (compression)',
  cookie: `B: <any> { rewrite | insert | prefix | indirect | nocache | postonly | preserve | httponly | secure
    | domain <any> | maxidle <time:s> | maxlife <time:s> | dynamic | attr <any> }* $`,
  declare: 'F!: capture {request|response} len <int>',
  default_backend: 'F: <any> $',
  'default-server': 'Be: (default-server)',
  description: 'FB!: <any>',
  disabled: 'FB: $',
  dispatch: 'B!: ...',
  'dynamic-cookie-key': 'B: <any>',
  'email-alert': `FB: { from <any> | mailers <any> | myhostname <any> | to <any>
    | level {emerg|alert|crit|err|error|warning|notice|info|debug} }`,
  enabled: 'FB: $',
  errorfile: 'FB: (errorfile)',
  errorfiles: 'FB: <any>',
  errorloc: 'FB: <status> <any>',
  errorloc302: 'FB: <status> <any>',
  errorloc303: 'FB: <status> <any>',
  'error-log-format': 'F>=2.4: <lf> $',
  'external-check': 'FB: { command <any> | path <any> }',
  filter: 'FB!: (filter)',
  'force-persist': 'B!: <if!>',
  fullconn: 'B: <int> $',
  guid: 'FB!: <any>',
  'hash-balance-factor': 'B: <int>',
  'hash-preserve-affinity': 'B: {always|maxconn|maxqueue}',
  'hash-type': 'B: {consistent|map-based} [{sdbm|djb2|wt6|crc32|none} [avalanche $]]',
  'http-after-response': 'FB?>=2.2: (http-after-response)',
  'http-check': 'B: (http-check)',
  'http-error': 'FB: ...',
  'http-request': 'FB?: (http-request)',
  'http-response': 'FB?: (http-response)',
  'http-reuse': 'B: {never|safe|aggressive|always} $',
  'http-send-name-header': 'B: ...',
  id: 'FB!: <int:1> $',
  'ignore-persist': 'B!: <if!>',
  'load-server-state-from-file': 'B: {global|local|none}',
  log: 'FB: (log)',
  'log-format': 'FB: <lf> $',
  'log-format-sd': 'FB: <any> $',
  'log-steps': 'F: ...',
  'log-tag': 'FB: <any>',
  'max-keep-alive-queue': 'B: <any>',
  'max-session-srv-conns': 'F: <any>',
  maxconn: 'F: <int> $',
  mode: 'FB: (mode)',
  monitor: 'F!: fail <if!>',
  'monitor-uri': 'F: <any> $',
  option: 'FB: (option)',
  persist: 'B: ...',
  'quic-initial': 'F?: ...',
  'rate-limit': 'F: sessions <num:0>',
  redirect: 'FB!: (redirect)',
  retries: 'B: <int> $',
  'retry-on': 'B: (retry-on)',
  server: 'B!e: (server)',
  'server-state-file-name': 'B: ...',
  'server-template': 'B!e: (server-template)',
  source: 'B: <addr-plain> {usesrc <usesrc>|interface <any>}* $',
  'srvtcpka-cnt': 'B: <any>',
  'srvtcpka-idle': 'B: <time:s>',
  'srvtcpka-intvl': 'B: <time:s>',
  'ssl-f-use': 'F!: ...',
  stats: 'FB: (stats)',
  stick: 'B!: (stick)',
  'stick-table': 'FB!: (stick-table)',
  'tcp-check': 'B: (tcp-check)',
  'tcp-request': 'FB?: (tcp-request)',
  'tcp-response': 'B?: (tcp-response)',
  timeout: 'FB: (timeout)',
  transparent: 'FB: ...',
  'unique-id-format': 'FB: <lf> $',
  'unique-id-header': 'FB: <any>',
  'use-fcgi-app': 'B!: <any>',
  'use-server': 'B!: <any> <if!>',
  use_backend: 'F!: <lf> <if>',
};

export const statsGrammar = `{ admin <if!> | auth <any> | enable | hide-version | http-request ... | realm <any> | refresh <time:s>
    | scope <any> | show-desc ... | show-legends | show-modules | show-node ... | show-version | uri <any> }`;

/** Names of `timeout` with the side that they are for. */
export const timeouts: Readonly<Record<string, string>> = {
  client: 'F',
  'client-fin': 'F',
  'client-hs': 'F',
  check: 'B',
  connect: 'B',
  'http-keep-alive': 'FB',
  'http-request': 'FB',
  queue: 'B',
  server: 'B',
  'server-fin': 'B',
  tarpit: 'FB',
  tunnel: 'B',
};

/** Options with arguments of their own. Those that the programs list take none. */
export const optionGrammar: Readonly<Record<string, string>> = {
  'accept-invalid-http-request': 'F: $',
  'accept-invalid-http-response': 'B: $',
  'external-check': 'B: $',
  forwarded: 'FB: ...',
  forwardfor: 'FB: { except <any> | header <any> | if-none }* $',
  'http-keep-alive': 'FB: $',
  'http-restrict-req-hdr-names': 'FB: {preserve|reject|delete} $',
  'http-server-close': 'FB: $',
  'http-use-htx': 'FB<2.5: ...',
  httpchk: 'B: (httpchk)',
  httpclose: 'FB: $',
  httplog: 'FB: [clf] $',
  httpslog: 'FB: ...',
  'ldap-check': 'B: $',
  'mysql-check': 'B: [user <any> [{post-41|pre-41|post-80}]]',
  originalto: 'FB: { except <any> | header <any> }* $',
  'pgsql-check': 'B: user <any>',
  redispatch: 'B: ...',
  'redis-check': 'B: $',
  smtpchk: 'B: ...',
  'spop-check': 'B: $',
  'ssl-hello-chk': 'B: $',
  'tcp-check': 'B: $',
  'tcp-smart-accept': 'F: $',
  tcpka: 'FB: $',
  tcplog: 'FB: [clf] $',
  'use-small-buffers': 'B: ...',
};

const tcpExpect = `{ comment <any> | min-recv <int> | ok-status {L4OK|L6OK|L7OK|L7OKC} | error-status {L4CON|L6RSP|L7RSP|L7STS}
  | tout-status {L4TOUT|L6TOUT|L7TOUT} | on-success <lf> | on-error <lf> | status-code <expr> }*`;

export const checkGrammars: Readonly<Record<string, string>> = {
  'http-check': `{ comment <any> | connect ${checkOptions} $ | disable-on-404 | expect ... | send-state
    | send { meth <any> | uri <any> | uri-lf <lf> | ver <any> | hdr <any> <lf> | body <any> | body-lf <lf> | comment <any> }* $
    | set-var(...) ... | unset-var(...) ... }`,
  'tcp-check': `{ comment <any> | connect ${checkOptions} $ | expect ${tcpExpect} ... | send <any> [comment <any>] $
    | send-lf <lf> [comment <any>] $ | send-binary <hex> [comment <any>] $ | send-binary-lf <lf> [comment <any>] $
    | set-var(...) ... | unset-var(...) ... }`,
};

/** Keywords that no supported version takes any more, or that left with a version, and what to write instead. */
export const removedKeywords: Readonly<Record<string, string>> = {
  appsession: '2.0: stick tables',
  block: '2.0: "http-request deny"',
  clitimeout: '2.0: "timeout client"',
  cliexp: '2.0: "http-request replace-header"',
  contimeout: '2.0: "timeout connect"',
  grace: '2.5: nothing; remove it',
  'bind-process': '2.7: "thread" on "bind" lines',
  'monitor-net': '2.4: "http-request return status 200 if { src … }"',
  redisp: '2.0: "option redispatch"',
  redispatch: '2.0: "option redispatch"',
  reqadd: '2.0: "http-request add-header"',
  reqallow: '2.0: "http-request allow"',
  reqdel: '2.0: "http-request del-header"',
  reqdeny: '2.0: "http-request deny"',
  reqiallow: '2.0: "http-request allow"',
  reqidel: '2.0: "http-request del-header"',
  reqideny: '2.0: "http-request deny"',
  reqipass: '2.0: nothing; remove it',
  reqirep: '2.0: "http-request replace-header" or "http-request replace-path"',
  reqitarpit: '2.0: "http-request tarpit"',
  reqpass: '2.0: nothing; remove it',
  reqrep: '2.0: "http-request replace-header" or "http-request replace-path"',
  reqtarpit: '2.0: "http-request tarpit"',
  rspadd: '2.0: "http-response add-header"',
  rspdel: '2.0: "http-response del-header"',
  rspdeny: '2.0: "http-response deny"',
  rspidel: '2.0: "http-response del-header"',
  rspideny: '2.0: "http-response deny"',
  rspirep: '2.0: "http-response replace-header"',
  rsprep: '2.0: "http-response replace-header"',
  srvexp: '2.0: "http-response replace-header"',
  srvtimeout: '2.0: "timeout server"',
};

/** Keywords of `global` that are gone. */
export const removedGlobal: Readonly<Record<string, string>> = {
  nbproc: '2.5: "nbthread", or nothing',
  'tune.chksize': '2.4: "tune.bufsize"',
};

/** Since when HAProxy warns that a keyword or option will go, and what to write instead. */
export const deprecated: Readonly<Record<string, string>> = {
  dispatch: '3.3: a "server" line',
  transparent: '3.3: a "server" line with address 0.0.0.0',
  'option transparent': '3.3: a "server" line with address 0.0.0.0',
  'option accept-invalid-http-request': '3.1: "option accept-unsafe-violations-in-http-request"',
  'option accept-invalid-http-response': '3.1: "option accept-unsafe-violations-in-http-response"',
};

export const removedOptions: Readonly<Record<string, string>> = {
  forceclose: '2.3: "option httpclose", if it is needed at all',
  'http-tunnel': '2.3: nothing; remove it',
  http_proxy: '2.5: "http-request set-dst" and "http-request set-uri"',
};
