import { type Table, table } from '../../../base/table.ts';

/**
 * Arguments of the keywords of `global` that the programs list themselves, by their grammar (`grammar.ts`). Which
 * version knows which keyword is told by the facts.
 */
const keywordsByGrammar: readonly (readonly [grammar: string, keywords: string])[] = [
  [
    '<size> $',
    `max-threads-per-group stress-level thread-hard-limit tune.bufsize.large tune.bufsize.small
      tune.cli.max-payload-size tune.events.max-events-at-once tune.h2.be.rxbuf tune.h2.fe.rxbuf
      tune.memory.hot-size tune.notsent-lowat.client tune.notsent-lowat.server tune.peers.max-updates-at-once
      tune.quic.be.cc.cubic-min-losses tune.quic.be.cc.max-frame-loss tune.quic.be.cc.max-win-size
      tune.quic.be.cc.reorder-ratio tune.quic.be.sec.glitches-threshold tune.quic.be.stream.data-ratio
      tune.quic.be.stream.max-concurrent tune.quic.be.stream.rxbuf tune.quic.cc.cubic.min-losses
      tune.quic.fe.cc.cubic-min-losses tune.quic.fe.cc.max-frame-loss tune.quic.fe.cc.max-win-size
      tune.quic.fe.cc.reorder-ratio tune.quic.fe.sec.glitches-threshold tune.quic.fe.sec.retry-threshold
      tune.quic.fe.stream.data-ratio tune.quic.fe.stream.max-concurrent tune.quic.fe.stream.max-total
      tune.quic.fe.stream.rxbuf tune.quic.frontend.conn-tx-buffers.limit tune.quic.frontend.default-max-window-size
      tune.quic.frontend.glitches-threshold tune.quic.frontend.max-data-size tune.quic.frontend.max-streams-bidi
      tune.quic.frontend.max-tx-mem tune.quic.frontend.stream-data-ratio tune.quic.max-frame-loss
      tune.quic.mem.tx-max tune.quic.reorder-ratio tune.quic.retry-threshold tune.rcvbuf.backend
      tune.rcvbuf.frontend tune.sndbuf.backend tune.sndbuf.frontend`,
  ],
  [
    '<time>',
    `httpclient.timeout.connect tune.lua.burst-timeout tune.lua.service-timeout tune.lua.session-timeout
      tune.lua.task-timeout tune.quic.be.max-idle-timeout tune.quic.fe.max-idle-timeout
      tune.quic.frontend.max-idle-timeout warn-blocked-traffic-after`,
  ],
  [
    '{on|off} $',
    `httpclient.resolvers.disabled tune.applet.zero-copy-forwarding tune.h1.zero-copy-fwd-recv
      tune.h1.zero-copy-fwd-send tune.lua.log.loggers tune.pt.zero-copy-forwarding tune.quic.be.cc.hystart
      tune.quic.be.tx.pacing tune.quic.cc-hystart tune.quic.fe.cc.hystart tune.quic.fe.tx.pacing tune.quic.listen
      tune.quic.zero-copy-fwd-send tune.sched.low-latency tune.ssl.keylog`,
  ],
  [
    '{on|off}',
    `harden.reject-privileged-ports.quic harden.reject-privileged-ports.tcp tune.h2.zero-copy-fwd-send
      tune.quic.be.tx.udp-gso tune.quic.fe.tx.udp-gso`,
  ],
  [
    '<any> $',
    `h1-case-adjust-file httpclient.retries key-base mworker-max-reloads ssl-default-bind-client-sigalgs
      ssl-default-bind-curves ssl-default-bind-sigalgs ssl-default-server-client-sigalgs ssl-default-server-curves
      ssl-default-server-sigalgs tune.glitches.kill.cpu-usage tune.max-rules-at-once tune.pool-high-fd-ratio
      tune.pool-low-fd-ratio tune.ssl.cachesize tune.ssl.capture-buffer-size tune.ssl.capture-cipherlist-size
      tune.ssl.hard-maxrecord tune.ssl.keyupdate-rate-limit tune.ssl.maxrecord tune.ssl.ssl-ctx-cache-size`,
  ],
  [
    '[<any>] $',
    `httpclient.ssl.ca-file tune.defaults.purge tune.fail-alloc tune.h1.be.glitches-threshold
      tune.h1.fe.glitches-threshold tune.h2.be.glitches-threshold tune.h2.be.initial-window-size
      tune.h2.be.max-concurrent-streams tune.h2.be.max-frames-at-once tune.h2.fe.glitches-threshold
      tune.h2.fe.initial-window-size tune.h2.fe.max-frames-at-once tune.h2.fe.max-rst-at-once
      tune.h2.fe.max-total-streams tune.h2.initial-window-size tune.max-checks-per-thread tune.ring.queues`,
  ],
  [
    '$',
    `h1-accept-payload-with-any-method h1-do-not-close-on-insecure-transfer-encoding jwt.allow_none_alg
      no-memory-trimming noktls pp2-never-send-local prealloc-fd tune.quic.disable-tx-pacing
      tune.quic.disable-udp-gso tune.ssl.force-private-cache`,
  ],
  [
    '[<num>]',
    `tune.lua.forced-yield tune.stick-counters tune.vars.check-max-size tune.vars.global-max-size
      tune.vars.proc-max-size tune.vars.reqres-max-size tune.vars.sess-max-size tune.vars.txn-max-size`,
  ],
  ['<num>', `ssl-security-level tune.lua.maxmem`],
  ['[<num:-20,19>] $', `tune.renice.runtime tune.renice.startup`],
  [
    '<any>',
    `httpclient.resolvers.id issuers-chain-path lua-prepend-path ocsp-update.maxdelay ocsp-update.mindelay
      ssl-provider-path tune.ssl.ocsp-update.maxdelay tune.ssl.ocsp-update.mindelay`,
  ],
];

const cpuSets = `reset|only-cpu <any>|drop-cpu <any>|only-node <any>|drop-node <any>|only-cluster <any>|drop-cluster <any>
  |only-core <any>|drop-core <any>|only-thread <any>|drop-thread <any>`;
const tls = '{SSLv3|TLSv1.0|TLSv1.1|TLSv1.2|TLSv1.3}';
const tlsOptions = `no-sslv3|no-tlsv10|no-tlsv11|no-tlsv12|no-tlsv13|force-sslv3|force-tlsv10|force-tlsv11|force-tlsv12|force-tlsv13
  |no-tls-tickets|ssl-min-ver ${tls}|ssl-max-ver ${tls}`;

export const registeredGlobal: Table<string> = table({
  ...Object.fromEntries(
    keywordsByGrammar.flatMap(([grammar, keywords]) => keywords.split(/\s+/).map((keyword) => [keyword, grammar])),
  ),
  'acme.scheduler': '{auto|off} $',
  'cpu-affinity': '{per-core|per-group [{loose|auto}]|per-thread|per-ccx|auto} $',
  'cpu-policy': `{none|performance|efficiency|resource|first-usable-node|group-by-ccx|group-by-2-ccx|group-by-3-ccx
    |group-by-4-ccx|group-by-cluster|group-by-2-clusters|group-by-3-clusters|group-by-4-clusters} [{threads-per-core@3.4 ...}] $`,
  'cpu-set': `{${cpuSets}} {${cpuSets}}* $`,
  'dns-accept-family': '<address-families> $',
  'force-cfg-parser-pause': '<time> $',
  'default-path': '{current|config|parent|origin <any>}',
  'h1-case-adjust': '<any> <any>',
  'httpclient.resolvers.prefer': '{ipv4|ipv6} $',
  'httpclient.ssl.verify': '{none|required} $',
  'ssl-default-bind-options': `{${tlsOptions}|prefer-client-ciphers|strict-sni@3.1|tls-tickets@3.1}* $`,
  'ssl-default-server-options': `{${tlsOptions}|renegotiate@3.3|no-renegotiate@3.3}* $`,
  'http-err-codes': '<any>',
  'http-fail-codes': '<any>',
  'lua-load': '<any>',
  'lua-load-per-thread': '<any>',
  'thread-group': '<num:1> [<any>]',
  'thread-groups': '<num:1> $',
  'ocsp-update.httpproxy': '[<any>] $',
  setcap: '<capabilities>',
  'ssl-load-extra-files': '{none $|all $|{key|bundle|sctl|ocsp|issuer} {key|bundle|sctl|ocsp|issuer}* $}',
  'ssl-propquery': '<any>',
  'ssl-provider': '<any>',
  'tune.epoll.mask-events': '[<epoll-events>] $',
  'tune.fd.edge-triggered': '{on|off} $',
  'tune.h2.fe.max-concurrent-streams': '[<int:0>] [{rq-load@3.4 ...|min@3.4 ...}] $',
  'tune.lua.openlibs': '<lua-libraries> $',
  'tune.streams-elasticity': '<num> $',
  'tune.h2.log-errors': '{none|connection|stream}',
  'tune.h2.max-frame-size': '<num:16384,16777215>',
  'tune.idle-pool.shared': '{full@3.3|on|off} $',
  'tune.listener.default-shards': '{by-process|by-group|by-thread} $',
  'tune.listener.multi-queue': '{on|fair@2.7|off} $',
  'tune.lua.bool-sample-conversion': '{normal|pre-3.1-bug}',
  'tune.lua.log.stderr': '{on|auto|off} $',
  'tune.quic.fe.sock-per-conn': '{default-on|force-off}',
  'tune.quic.socket-owner': '{listener|connection} $',
  'tune.ssl.certificate-compression': '{auto|off} $',
  'tune.takeover-other-tg-connections': '{none|restricted|full} $',
});
