import type { Keyword } from '../../../catalog/keyword.ts';
import { choices, incoming, outgoing, proxies, time, withDefaults } from './common.ts';

/** Keywords of proxies, and of sections that are lists of machines. */
export const proxyKeywords: readonly Keyword[] = [
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
