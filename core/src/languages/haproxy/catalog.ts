import type { Catalog, Choice, Keyword } from '../../catalog/keyword.ts';
import { topLevel } from '../../catalog/keyword.ts';

const proxies = ['frontend', 'backend', 'listen'];
const withDefaults = ['defaults', ...proxies];
const incoming = ['frontend', 'listen'];
const outgoing = ['backend', 'listen'];
const time = { name: 'time', doc: 'A number with a unit: `us`, `ms` (default), `s`, `m`, `h` or `d`.' };

const choices = (...values: string[]): Choice[] => values.map((value) => ({ value }));

const name = (doc: string) => [{ name: 'name', doc }];

const sections: Keyword[] = [
  {
    name: 'global',
    in: [topLevel],
    doc: 'Settings of the process as a whole: logging, limits, security, run-time API. Usually there is one.',
  },
  {
    name: 'defaults',
    in: [topLevel],
    doc: 'Settings that the proxies below it start from, until the next `defaults` section. A named one can be chosen with `from`.',
    arguments: [{ name: 'name', doc: 'A name to refer to with `from`.', optional: true }],
  },
  {
    name: 'frontend',
    in: [topLevel],
    doc: 'Accepts connections: where to listen, and which backend gets which request.',
    arguments: name('The name under which it is logged and found.'),
  },
  {
    name: 'backend',
    in: [topLevel],
    doc: 'A set of servers and how traffic is spread over them.',
    arguments: name('The name that `use_backend` and `default_backend` refer to.'),
  },
  {
    name: 'listen',
    in: [topLevel],
    doc: 'A frontend and its backend in one section.',
    arguments: name('The name of both halves.'),
  },
  {
    name: 'peers',
    in: [topLevel],
    doc: 'HAProxy processes that exchange the contents of stick tables, so that a standby knows them after a failover.',
    arguments: name('The name that stick tables refer to.'),
  },
  {
    name: 'resolvers',
    in: [topLevel],
    doc: 'Name servers for server addresses that are looked up at run time.',
    arguments: name('The name that servers refer to.'),
  },
  {
    name: 'mailers',
    in: [topLevel],
    doc: 'Mail servers for alerts.',
    arguments: name('The name that `email-alert mailers` refers to.'),
  },
  {
    name: 'userlist',
    in: [topLevel],
    doc: 'Users, groups and passwords for HTTP authentication.',
    arguments: name('The name that `http_auth` refers to.'),
  },
  {
    name: 'cache',
    in: [topLevel],
    doc: 'A small in-memory cache of responses.',
    arguments: name('The name that the cache rules refer to.'),
  },
  {
    name: 'program',
    in: [topLevel],
    doc: 'An external program that the master process starts and stops along with the workers.',
    arguments: name('A name for the logs.'),
    until: '3.3',
  },
  {
    name: 'http-errors',
    in: [topLevel],
    doc: 'A group of error pages that proxies can import.',
    arguments: name('The name of the group.'),
  },
  {
    name: 'ring',
    in: [topLevel],
    doc: 'A ring buffer in memory, for logs and events.',
    arguments: name('The name that `log ring@…` refers to.'),
  },
  {
    name: 'log-forward',
    in: [topLevel],
    doc: 'Receives syslog messages and passes them on.',
    arguments: name('A name for the logs.'),
    since: '2.3',
  },
  {
    name: 'log-profile',
    in: [topLevel],
    doc: 'Formats of log lines for each step of a request.',
    arguments: name('The name that `log … profile` refers to.'),
    since: '3.1',
  },
  {
    name: 'fcgi-app',
    in: [topLevel],
    doc: 'A FastCGI application: how requests to its servers are written.',
    arguments: name('The name that `use-fcgi-app` refers to.'),
  },
  {
    name: 'crt-store',
    in: [topLevel],
    doc: 'Certificates with their keys and options, under short names.',
    arguments: [{ name: 'name', doc: 'The prefix of the certificates’ names.', optional: true }],
    since: '3.0',
  },
  {
    name: 'acme',
    in: [topLevel],
    doc: 'An ACME account and certificate authority from which certificates are fetched.',
    arguments: name('The name that certificates refer to.'),
    since: '3.2',
  },
  { name: 'traces', in: [topLevel], doc: 'Trace sources to switch on at start, for debugging.', since: '3.1' },
];

const global: Keyword[] = [
  {
    name: 'log',
    in: ['global', 'log-forward', ...withDefaults],
    doc: 'Sends log lines to a syslog server or socket; in a proxy, `log global` takes over those of the global section.',
    arguments: [
      { name: 'target', doc: '`global`, an address, a socket path such as `/dev/log`, `stdout` or `ring@name`.' },
      {
        name: 'facility',
        choices: choices(
          'local0',
          'local1',
          'local2',
          'local3',
          'local4',
          'local5',
          'local6',
          'local7',
          'daemon',
          'user',
        ),
        optional: true,
      },
      {
        name: 'level',
        choices: choices('emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'),
        optional: true,
        repeated: true,
      },
    ],
  },
  {
    name: 'maxconn',
    in: ['global', 'defaults', 'frontend', 'listen'],
    doc: 'Most connections at one time; further ones wait in the queue of the kernel. In `global` it is the limit of the process.',
    arguments: [{ name: 'number', doc: 'Connections.' }],
  },
  {
    name: 'stats socket',
    in: ['global'],
    doc: 'The run-time API: a socket that answers commands such as `show stat` or `set server`.',
    arguments: [{ name: 'address', doc: 'A path or an address with a port.' }],
    parameters: 'bind parameters',
  },
  {
    name: 'stats timeout',
    in: ['global'],
    doc: 'How long an idle connection to the run-time API stays open; 10 s by default.',
    arguments: [time],
  },
  {
    name: 'user',
    in: ['global'],
    doc: 'The user whose rights the process takes on after it has bound its addresses.',
    arguments: [{ name: 'user' }],
  },
  {
    name: 'group',
    in: ['global'],
    doc: 'The group whose rights the process takes on after it has bound its addresses.',
    arguments: [{ name: 'group' }],
  },
  {
    name: 'daemon',
    in: ['global'],
    doc: 'Goes into the background. Under systemd with the master-worker mode it is not wanted.',
  },
  {
    name: 'chroot',
    in: ['global'],
    doc: 'The folder that the process locks itself into; an empty one without write permission is best.',
    arguments: [{ name: 'folder' }],
  },
  {
    name: 'nbthread',
    in: ['global'],
    doc: 'Threads of the process; by default as many as there are processor cores to use.',
    arguments: [{ name: 'number' }],
  },
  {
    name: 'localpeer',
    in: ['global'],
    doc: 'The name of this process in `peers` sections; by default the host name. It must be the name of one `peer` line.',
    arguments: [{ name: 'name' }],
    since: '2.4',
  },
  { name: 'master-worker', in: ['global'], doc: 'Runs a master process that starts and reloads the workers.' },
];

const proxy: Keyword[] = [
  {
    name: 'mode',
    in: withDefaults,
    doc: 'What the proxy understands of its traffic. It must be the same on both sides of a `use_backend`.',
    arguments: [
      {
        name: 'mode',
        choices: [
          { value: 'http', doc: 'HTTP: requests are parsed and can be changed.' },
          { value: 'tcp', doc: 'Any protocol over TCP, passed on as it is.' },
          { value: 'log', doc: 'Syslog messages (backends, since 2.9).' },
        ],
      },
    ],
  },
  {
    name: 'bind',
    in: incoming,
    doc: 'An address and port to listen on. For a virtual IP that another node may hold, the kernel must allow it (`ip_nonlocal_bind`) or `transparent` must be given.',
    arguments: [
      {
        name: 'address',
        doc: '`[<address>]:<port>[-<port>]`, several with commas; `*` or nothing is every IPv4 address, `[::]` every IPv6 one.',
      },
    ],
    parameters: 'bind parameters',
  },
  {
    name: 'default_backend',
    in: ['defaults', ...incoming],
    doc: 'The backend for what no `use_backend` rule has chosen.',
    arguments: [{ name: 'backend', refersTo: 'backend' }],
  },
  {
    name: 'use_backend',
    in: incoming,
    doc: 'Sends what matches a condition to a backend. The first rule that matches decides.',
    arguments: [
      { name: 'backend', refersTo: 'backend' },
      { name: 'condition', doc: '`if` or `unless` and ACLs.', optional: true, repeated: true },
    ],
  },
  {
    name: 'balance',
    in: ['defaults', ...outgoing],
    doc: 'How requests are spread over the servers.',
    arguments: [
      {
        name: 'algorithm',
        choices: [
          { value: 'roundrobin', doc: 'In turn, by weight; weights can change at run time.' },
          { value: 'static-rr', doc: 'In turn, by fixed weights.' },
          { value: 'leastconn', doc: 'The server with the fewest connections.' },
          { value: 'first', doc: 'The first server with a free slot.' },
          { value: 'source', doc: 'By the client’s address: the same client, the same server.' },
          { value: 'uri', doc: 'By the address of the request.' },
          { value: 'url_param', doc: 'By a parameter of the query.' },
          { value: 'random', doc: 'By a random number, the less loaded of several draws.' },
          { value: 'hash', doc: 'By any sample expression (since 2.6).' },
        ],
      },
      { name: 'option', optional: true, repeated: true },
    ],
  },
  {
    name: 'server',
    in: outgoing,
    doc: 'A server of the backend. Without `check` it always counts as available.',
    arguments: [
      { name: 'name', doc: 'Shown in logs and statistics.' },
      {
        name: 'address',
        doc: '`<address>[:<port>]`, a host name, or a socket path. Without a port, the client’s is used.',
      },
    ],
    parameters: 'server parameters',
  },
  {
    name: 'default-server',
    in: ['defaults', ...outgoing],
    doc: 'Parameters that the `server` lines below start from.',
    parameters: 'server parameters',
  },
  {
    name: 'timeout connect',
    in: ['defaults', ...outgoing],
    doc: 'How long a connection to a server may take to come about.',
    arguments: [time],
  },
  {
    name: 'timeout client',
    in: ['defaults', ...incoming],
    doc: 'How long the client may stay silent when it is its turn to send or receive.',
    arguments: [time],
  },
  {
    name: 'timeout server',
    in: ['defaults', ...outgoing],
    doc: 'How long the server may stay silent when it is its turn to answer.',
    arguments: [time],
  },
  {
    name: 'timeout http-request',
    in: withDefaults,
    doc: 'How long a client may take to send all headers of a request.',
    arguments: [time],
  },
  {
    name: 'timeout http-keep-alive',
    in: withDefaults,
    doc: 'How long to wait for the next request on an open connection.',
    arguments: [time],
  },
  {
    name: 'timeout queue',
    in: ['defaults', ...outgoing],
    doc: 'How long a request may wait for a free server before it gets a 503.',
    arguments: [time],
  },
  {
    name: 'timeout check',
    in: ['defaults', ...outgoing],
    doc: 'How long a health check may wait for an answer once it is connected.',
    arguments: [time],
  },
  {
    name: 'timeout tunnel',
    in: ['defaults', ...outgoing],
    doc: 'How long both sides may stay silent once a connection has become a tunnel (WebSocket, CONNECT).',
    arguments: [time],
  },
  {
    name: 'option httplog',
    in: ['defaults', 'frontend', 'listen'],
    doc: 'Log lines with the HTTP request, status, timers and queue lengths.',
    arguments: [{ name: 'format', choices: [{ value: 'clf', doc: 'The common log format.' }], optional: true }],
  },
  {
    name: 'option tcplog',
    in: ['defaults', ...proxies],
    doc: 'Log lines with timers and byte counts of TCP sessions.',
  },
  {
    name: 'option dontlognull',
    in: ['defaults', 'frontend', 'listen'],
    doc: 'No log line for connections on which nothing was sent, such as those of port checks.',
  },
  {
    name: 'option forwardfor',
    in: withDefaults,
    doc: 'Adds the client’s address in the header X-Forwarded-For.',
    arguments: [{ name: 'option', choices: choices('except', 'header', 'if-none'), optional: true, repeated: true }],
  },
  {
    name: 'option httpchk',
    in: ['defaults', ...outgoing],
    doc: 'Health checks ask over HTTP; any 2xx or 3xx status is good. It works only on servers with `check`.',
    arguments: [
      { name: 'method', choices: choices('OPTIONS', 'GET', 'HEAD'), optional: true },
      { name: 'uri', optional: true },
      { name: 'version', optional: true },
    ],
  },
  {
    name: 'option redispatch',
    in: ['defaults', ...outgoing],
    doc: 'Lets a retried request go to another server than the one its cookie names.',
    arguments: [{ name: 'interval', optional: true }],
  },
  {
    name: 'option transparent',
    in: ['defaults', ...outgoing],
    doc: 'Connects to the address that the client asked for. It has nothing to do with binding a virtual IP: that is `transparent` on the bind line.',
  },
  {
    name: 'http-check',
    in: ['defaults', ...outgoing],
    doc: 'What HTTP health checks send and expect.',
    arguments: [
      {
        name: 'action',
        choices: choices(
          'send',
          'expect',
          'connect',
          'comment',
          'set-var',
          'unset-var',
          'disable-on-404',
          'send-state',
        ),
      },
      { name: 'argument', optional: true, repeated: true },
    ],
  },
  {
    name: 'monitor-uri',
    in: ['defaults', 'frontend', 'listen'],
    doc: 'An address that HAProxy answers itself with 200: made for the check script of keepalived.',
    arguments: [{ name: 'uri' }],
  },
  {
    name: 'retries',
    in: ['defaults', ...outgoing],
    doc: 'How often a failed connection to a server is tried again; 3 by default.',
    arguments: [{ name: 'number' }],
  },
  {
    name: 'acl',
    in: withDefaults,
    doc: 'Names a condition for rules. Several with one name are joined by "or".',
    arguments: [
      { name: 'name' },
      { name: 'criterion', doc: 'A sample fetch with converters.' },
      { name: 'value', optional: true, repeated: true },
    ],
  },
  {
    name: 'http-request',
    in: withDefaults,
    doc: 'A rule for requests: changes, refuses, redirects or tracks them.',
    arguments: [{ name: 'action' }, { name: 'argument', optional: true, repeated: true }],
  },
  {
    name: 'http-response',
    in: withDefaults,
    doc: 'A rule for responses.',
    arguments: [{ name: 'action' }, { name: 'argument', optional: true, repeated: true }],
  },
  {
    name: 'stick-table',
    in: [...proxies, 'peers'],
    doc: 'A table in memory that remembers something for each key; `peers` shares it with the other node.',
    arguments: [
      {
        name: 'option',
        choices: choices('type', 'size', 'expire', 'nopurge', 'peers', 'store', 'srvkey', 'write-to'),
        repeated: true,
      },
    ],
  },
  {
    name: 'cookie',
    in: ['defaults', ...outgoing],
    doc: 'Persistence by a cookie that names the server. Each server needs a `cookie` value, equal on all nodes.',
    arguments: [
      { name: 'name' },
      {
        name: 'option',
        choices: choices(
          'rewrite',
          'insert',
          'prefix',
          'indirect',
          'nocache',
          'postonly',
          'preserve',
          'httponly',
          'secure',
          'domain',
          'maxidle',
          'maxlife',
          'dynamic',
          'attr',
        ),
        optional: true,
        repeated: true,
      },
    ],
  },
  {
    name: 'peer',
    in: ['peers'],
    doc: 'A HAProxy that takes part in the exchange. The one whose name is the local host name (or `localpeer`) is this process itself.',
    arguments: [{ name: 'name' }, { name: 'address', doc: '`<address>:<port>`' }],
    parameters: 'server parameters',
  },
  {
    name: 'nameserver',
    in: ['resolvers'],
    doc: 'A name server to ask.',
    arguments: [{ name: 'name' }, { name: 'address' }],
  },
];

const parameters: Keyword[] = [
  {
    name: 'transparent',
    in: ['bind parameters'],
    doc: 'Binds an address even though the host does not hold it, as a standby must for a virtual IP (Linux; needs the right CAP_NET_ADMIN at start).',
  },
  {
    name: 'interface',
    in: ['bind parameters', 'server parameters'],
    doc: 'Only this network interface.',
    arguments: [{ name: 'interface' }],
  },
  { name: 'ssl', in: ['bind parameters', 'server parameters'], doc: 'TLS on this connection.' },
  {
    name: 'crt',
    in: ['bind parameters', 'server parameters'],
    doc: 'A PEM file with certificate and key, or a folder of them.',
    arguments: [{ name: 'file' }],
  },
  {
    name: 'alpn',
    in: ['bind parameters', 'server parameters'],
    doc: 'Protocols offered in the TLS handshake.',
    arguments: [{ name: 'protocols', choices: choices('h2,http/1.1', 'h2', 'http/1.1', 'h3') }],
  },
  {
    name: 'accept-proxy',
    in: ['bind parameters'],
    doc: 'Connections start with the PROXY protocol, which tells the client’s address.',
  },
  { name: 'mode', in: ['bind parameters'], doc: 'Permissions of a socket file, octal.', arguments: [{ name: 'mode' }] },
  {
    name: 'level',
    in: ['bind parameters'],
    doc: 'What commands of the run-time API this socket accepts.',
    arguments: [{ name: 'level', choices: choices('user', 'operator', 'admin') }],
  },
  { name: 'name', in: ['bind parameters'], doc: 'A name for the statistics.', arguments: [{ name: 'name' }] },
  { name: 'check', in: ['server parameters'], doc: 'Health checks for this server.' },
  { name: 'no-check', in: ['server parameters'], doc: 'No health checks, although `default-server` asks for them.' },
  {
    name: 'inter',
    in: ['server parameters'],
    doc: 'Time between two health checks; 2 s by default.',
    arguments: [time],
  },
  {
    name: 'fall',
    in: ['server parameters'],
    doc: 'Failed checks in a row until the server is down; 3 by default.',
    arguments: [{ name: 'count' }],
  },
  {
    name: 'rise',
    in: ['server parameters'],
    doc: 'Good checks in a row until the server is up again; 2 by default.',
    arguments: [{ name: 'count' }],
  },
  {
    name: 'weight',
    in: ['server parameters'],
    doc: 'Share of the traffic relative to the other servers, 0 to 256; 1 by default.',
    arguments: [{ name: 'weight' }],
  },
  { name: 'backup', in: ['server parameters'], doc: 'Used only when no other server is available.' },
  {
    name: 'cookie',
    in: ['server parameters'],
    doc: 'This server’s value of the persistence cookie. It has to be the same on all nodes.',
    arguments: [{ name: 'value' }],
  },
  {
    name: 'maxconn',
    in: ['server parameters'],
    doc: 'Most connections to this server at one time; further requests wait in the queue.',
    arguments: [{ name: 'number' }],
  },
  {
    name: 'port',
    in: ['server parameters'],
    doc: 'Port for health checks, where it differs.',
    arguments: [{ name: 'port' }],
  },
  {
    name: 'disabled',
    in: ['server parameters', ...withDefaults],
    doc: 'Starts in maintenance: a disabled server gets no traffic, a disabled proxy does not listen.',
  },
  {
    name: 'resolvers',
    in: ['server parameters'],
    doc: 'The `resolvers` section that looks up this server’s name at run time.',
    arguments: [{ name: 'name' }],
  },
  {
    name: 'send-proxy',
    in: ['server parameters'],
    doc: 'Tells the server the client’s address with the PROXY protocol, version 1.',
  },
  {
    name: 'verify',
    in: ['server parameters', 'bind parameters'],
    doc: 'Whether the other side’s certificate is verified.',
    arguments: [{ name: 'mode', choices: choices('none', 'required', 'optional') }],
  },
];

/** A first cut: the keywords of everyday pairs. Only the sections are complete. */
export const haproxyCatalog: Catalog = {
  program: 'HAProxy',
  contexts: [
    { name: topLevel, complete: true },
    ...['global', 'peers', 'resolvers', 'log-forward', ...withDefaults, 'bind parameters', 'server parameters'].map(
      (context) => ({ name: context, complete: false }),
    ),
  ],
  keywords: [...sections, ...global, ...proxy, ...parameters],
  manual: (keyword) =>
    `https://docs.haproxy.org/3.2/configuration.html#${encodeURIComponent(keyword.name.replace(/ .*/, (rest) => (/^(?:timeout|option|stats)/.test(keyword.name) ? rest : '')))}`,
};
