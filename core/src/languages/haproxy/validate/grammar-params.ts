import { type Table, table } from '../../../base/table.ts';

/** Values of the parameters of `bind` and `server` lines. What is missing here takes anything. */
const tls = '{SSLv3|TLSv1.0|TLSv1.1|TLSv1.2|TLSv1.3}';

export const bindParameters: Table<string> = table({
  'accept-netscaler-cip': '<int>',
  backlog: '<any>',
  'ca-ignore-err': '<ignored-errors>',
  'crt-ignore-err': '<ignored-errors>',
  expose_fd: '',
  id: '<num:1>',
  'idle-ping': '<time>',
  level: '{user|operator|admin}',
  maxconn: '<int:0>',
  mode: '<num>',
  mss: '<int:-65535,65535>',
  nice: '<int:-1024,1024>',
  proto: '<mux>',
  'quic-cc-algo': '<congestion-control>',
  'quic-socket': '{connection|listener}',
  shards: '{by-thread|by-group@2.7|<int:1>}',
  'severity-output': '{none|number|string}',
  'ssl-max-ver': tls,
  'ssl-min-ver': tls,
  'tcp-ut': '<time>',
  thread: '<threads>',
  verify: '{none|optional|required}',
});

export const serverParameters: Table<string> = table({
  'agent-addr': '<addr-plain>',
  'agent-inter': '<time>',
  'check-proto': '<mux>',
  'agent-port': '<any>',
  downinter: '<time>',
  'error-limit': '<int:1>',
  fall: '<int:1>',
  fastinter: '<time>',
  id: '<int:1>',
  'init-state': '{none|fully-up|up|down|fully-down}',
  'hash-key': '{id|id32@3.3|guid@3.3|addr|addr-port}',
  'idle-ping': '<time>',
  'init-addr': '<init-addr>',
  inter: '<time:ms,1>',
  'log-proto': '{legacy|octet-count}',
  observe: '{none|layer4|layer7}',
  'on-error': '{fastinter|fail-check|sudden-death|mark-down}',
  'on-marked-down': '{shutdown-sessions}',
  'on-marked-up': '{shutdown-backup-sessions}',
  'pool-max-conn': '<int:-1>',
  'pool-purge-delay': '<time>',
  'pool-conn-name': '<expr-word>',
  proto: '<mux>',
  'proxy-v2-options': '<proxy-options>',
  'resolve-net': '<networks>',
  'resolve-opts': '<resolve-opts>',
  'resolve-prefer': '{ipv4|ipv6}',
  rise: '<int:1>',
  slowstart: '<time>',
  sni: '<any>',
  'ssl-max-ver': tls,
  'ssl-min-ver': tls,
  'tcp-ut': '<time>',
  verify: '{none|required}',
  weight: '<int:0,256>',
  ws: '{auto|h1|h2}',
  source: '<addr-source> {usesrc <usesrc>|interface <any>}*',
  socks4: '<addr-peer>',
  track: '<use:track>',
  addr: '<addr-plain>',
  'set-proxy-v2-tlv-fmt': '<lf>',
});

/** Parameters whose value HAProxy does not miss: it takes what follows, or nothing, for 0. */
export const valueMayLack: ReadonlySet<string> = new Set(
  'server weight,server maxconn,server minconn,server maxqueue,server shard,server resolvers,server set-proxy-v2-tlv-fmt,server check-sni'.split(
    ',',
  ),
);

/** Known to this version only under another name, or listed by no program. */
export const extraParameters: Table<readonly string[]> = table({
  bind: ['no-sslv3', 'tls-tickets'],
  server: ['usesrc'],
});
