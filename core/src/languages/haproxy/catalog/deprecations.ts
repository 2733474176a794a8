import { type Table, table } from '../../../base/table.ts';

/**
 * Since when HAProxy warns that a keyword or option will go, and what to write instead; outside of proxies with the
 * section before the keyword. `test/oracle/haproxy-deprecations.test.ts` asks the programs about every keyword.
 */
export const deprecations: Table<string> = table({
  'bind-process': '2.5: nothing; remove it',
  dispatch: '3.3: a "server" line',
  'global debug': '2.2: "-d" on the command line',
  'global master-worker': '3.3: "-W" or "-Ws" on the command line of the service',
  'global tune.quic.cc-hystart': '3.3: "tune.quic.fe.cc.hystart"',
  'global tune.quic.cc.cubic.min-losses': '3.3: "tune.quic.fe.cc.cubic-min-losses"',
  'global tune.quic.disable-tx-pacing': '3.3: "tune.quic.fe.tx.pacing off"',
  'global tune.quic.disable-udp-gso': '3.3: "tune.quic.fe.tx.udp-gso off"',
  'global tune.quic.frontend.conn-tx-buffers.limit': '3.2: "tune.quic.frontend.default-max-window-size"',
  'global tune.quic.frontend.default-max-window-size': '3.3: "tune.quic.fe.cc.max-win-size"',
  'global tune.quic.frontend.glitches-threshold': '3.3: "tune.quic.fe.sec.glitches-threshold"',
  'global tune.quic.frontend.max-data-size': '3.3: "tune.quic.fe.stream.rxbuf"',
  'global tune.quic.frontend.max-idle-timeout': '3.3: "tune.quic.fe.max-idle-timeout"',
  'global tune.quic.frontend.max-streams-bidi': '3.3: "tune.quic.fe.stream.max-concurrent"',
  'global tune.quic.frontend.max-tx-mem': '3.3: "tune.quic.mem.tx-max"',
  'global tune.quic.frontend.stream-data-ratio': '3.3: "tune.quic.fe.stream.data-ratio"',
  'global tune.quic.max-frame-loss': '3.3: "tune.quic.fe.cc.max-frame-loss"',
  'global tune.quic.reorder-ratio': '3.3: "tune.quic.fe.cc.reorder-ratio"',
  'global tune.quic.retry-threshold': '3.3: "tune.quic.fe.sec.retry-threshold"',
  'global tune.quic.socket-owner': '3.3: "tune.quic.fe.sock-per-conn"',
  'global tune.ssl.capture-cipherlist-size': '2.6: "tune.ssl.capture-buffer-size"',
  'option accept-invalid-http-request': '3.1: "option accept-unsafe-violations-in-http-request"',
  'option accept-invalid-http-response': '3.1: "option accept-unsafe-violations-in-http-response"',
  'option transparent': '3.3: a "server" line with address 0.0.0.0',
  transparent: '3.3: a "server" line with address 0.0.0.0',
});

/** Those of which HAProxy says nothing below "expose-deprecated-directives". */
export const silencedDeprecations: ReadonlySet<string> = new Set(['dispatch', 'option transparent', 'transparent']);

/** Those of which HAProxy warns without naming the line. */
export const unplacedDeprecations: ReadonlySet<string> = new Set(['global master-worker']);
