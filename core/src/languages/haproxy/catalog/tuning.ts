import { readKeywords } from './spec.ts';

/** Tuning in the `global` section: its defaults fit nearly everyone. */
export const tuningKeywords = () =>
  readKeywords(`
@ g
busy-polling | | Never sleeps while waiting for events: less latency, full processor use.
tune.applet.zero-copy-forwarding | mode=on,off | Whether applets forward data without copies.
tune.buffers.limit | number | Most buffers of the process; 0 is no limit.
tune.buffers.reserve | number | Buffers kept for responses when memory is short.
tune.bufsize | size | Bytes of a buffer, which a request’s headers must fit into; 16384 by default.
tune.bufsize.large | size | Bytes of large buffers, for messages that do not fit into normal ones.
tune.bufsize.small | size | Bytes of small buffers, for requests that wait.
tune.chksize | size | Bytes for health checks; without effect, \`tune.bufsize\` counts.
tune.cli.max-payload-size | size | Most bytes of a payload on the run-time API.
tune.comp.maxlevel | level | Highest level of compression, 1 to 9; 1 by default.
tune.defaults.purge | | Frees the \`defaults\` sections after start.
tune.disable-fast-forward | | Copies all data through buffers, for debugging.
tune.disable-zero-copy-forwarding | | Never forwards data without copies.
tune.epoll.mask-events | events | Events of epoll that are ignored, for debugging.
tune.events.max-events-at-once | number | Most events of the event ring in one run.
tune.fail-alloc | percent | How often allocations fail on purpose, for tests.
tune.fd.edge-triggered | mode=on,off | Whether epoll reports changes only.
tune.glitches.kill.cpu-usage | percent | Processor use above which connections with too many protocol oddities are closed; 0 by default.
tune.h1.be.glitches-threshold | number | Oddities on an HTTP/1 server connection until it is closed; 0 never.
tune.h1.fe.glitches-threshold | number | Oddities on an HTTP/1 client connection until it is closed; 0 never.
tune.h1.zero-copy-fwd-recv | mode=on,off | Whether HTTP/1 data is received without copies.
tune.h1.zero-copy-fwd-send | mode=on,off | Whether HTTP/1 data is sent without copies.
tune.h2.be.glitches-threshold | number | Oddities on an HTTP/2 server connection until it is closed; 0 never.
tune.h2.be.initial-window-size | size | HTTP/2 window per stream towards servers.
tune.h2.be.max-concurrent-streams | number | Most HTTP/2 streams on a server connection.
tune.h2.be.max-frames-at-once | number | Most HTTP/2 frames from a server in one run; 0 is no limit.
tune.h2.be.rxbuf | size | Receive buffers of an HTTP/2 server connection.
tune.h2.fe.glitches-threshold | number | Oddities on an HTTP/2 client connection until it is closed; 0 never.
tune.h2.fe.initial-window-size | size | HTTP/2 window per stream towards clients.
tune.h2.fe.max-concurrent-streams | number | Most HTTP/2 streams on a client connection.
tune.h2.fe.max-frames-at-once | number | Most HTTP/2 frames from a client in one run; 0 is no limit.
tune.h2.fe.max-rst-at-once | number | Most HTTP/2 stream resets from a client in one run; 0 is no limit.
tune.h2.fe.max-total-streams | number | HTTP/2 streams after which a client connection is closed; 0 never.
tune.h2.fe.rxbuf | size | Receive buffers of an HTTP/2 client connection.
tune.h2.header-table-size | size | Bytes of HTTP/2’s header table; 4096 by default.
tune.h2.initial-window-size | size | HTTP/2 window per stream; 65536 by default.
tune.h2.log-errors | level=none,connection,stream | Which HTTP/2 errors are logged.
tune.h2.max-concurrent-streams | number | Most HTTP/2 streams on a connection; 100 by default.
tune.h2.max-frame-size | size | Largest HTTP/2 frame, 16384 by default.
tune.h2.zero-copy-fwd-send | mode=on,off | Whether HTTP/2 data is sent without copies.
tune.http.cookielen | number | Most characters of a captured cookie; 63 by default.
tune.http.logurilen | number | Most characters of a logged URL; 1024 by default.
tune.http.maxhdr | number | Most headers of a message; 101 by default.
tune.idle-pool.shared | mode=on,off,auto | Whether threads share idle server connections.
tune.idletimer | time | Silence after which a stream counts as idle; 1 s by default.
tune.listener.default-shards | shards=by-process,by-thread,by-group | How many sockets a listener has where it says nothing.
tune.listener.multi-queue | mode=on,fair,off | How listeners hand connections to threads.
tune.lua.bool-sample-conversion | mode=normal,pre-3.1-bug | How booleans come to Lua.
tune.lua.burst-timeout | time | Longest run of Lua without a pause; 1 s by default.
tune.lua.forced-yield | number | Lua instructions until it must pause.
tune.lua.log.loggers | mode=on,off | Whether Lua’s messages go to the logs.
tune.lua.log.stderr | mode=on,off,auto | Whether Lua’s messages go to stderr.
tune.lua.maxmem | number | Most MiB of memory for Lua; 0 is no limit.
tune.lua.openlibs | libraries=all,none,table,io,os,string,math,utf8,package,debug,coroutine | Which Lua libraries are open.
tune.lua.service-timeout | time | Most time of a Lua service; 4 s by default.
tune.lua.session-timeout | time | Most time of Lua in a session; 4 s by default.
tune.lua.task-timeout | time | Most time of a Lua task; none by default.
tune.max-checks-per-thread | number | Most health checks in a thread at one time; 0 is no limit.
tune.max-rules-at-once | number | Most TCP rules in one run.
tune.maxaccept | number | Most connections that a thread accepts in one run; −1 is no limit.
tune.maxpollevents | number | Most events in one run; 200 by default.
tune.maxrewrite | size | Bytes of a buffer that are kept for changes of headers; 1024 by default.
tune.memory.hot-size | size | Bytes of memory that each thread keeps at hand.
tune.notsent-lowat.client | size | Unsent bytes above which the kernel asks for no more, towards clients.
tune.notsent-lowat.server | size | Unsent bytes above which the kernel asks for no more, towards servers.
tune.pattern.cache-size | number | Entries of the cache for pattern lookups; 10000 by default, 0 is off.
tune.peers.max-updates-at-once | number | Most stick table updates to a peer in one run; 200 by default.
tune.pipesize | size | Bytes of a pipe for kernel-side forwarding.
tune.pool-high-fd-ratio | percent | Share of file descriptors above which idle connections are closed.
tune.pool-low-fd-ratio | percent | Share of file descriptors below which idle connections are kept.
tune.pt.zero-copy-forwarding | mode=on,off | Whether TCP data is forwarded without copies.
tune.quic.listen | mode=on,off | Whether QUIC listeners work.
tune.quic.zero-copy-fwd-send | mode=on,off | Whether QUIC data is sent without copies.
tune.quic.cc-hystart | mode=on,off | Whether QUIC leaves slow start early on longer delays.
tune.quic.cc.cubic.min-losses | number | Lost QUIC packets until the window shrinks.
tune.quic.disable-tx-pacing | | Sends QUIC packets without pauses.
tune.quic.disable-udp-gso | | Does not let the kernel split QUIC packets.
tune.quic.max-frame-loss | number | Losses of one QUIC frame until the connection is closed.
tune.quic.mem.tx-max | size | Most memory for all QUIC send buffers.
tune.quic.reorder-ratio | percent | How late a QUIC packet may be until it counts as lost.
tune.quic.retry-threshold | number | Half-open QUIC connections above which clients must prove their address.
tune.quic.socket-owner | owner=connection,listener | Whether each QUIC connection has a socket of its own.
tune.quic.backend.max-idle-timeou | time | Idle time of QUIC server connections.
tune.quic.conn-buf-limit | number | Most send buffers of a QUIC connection.
tune.quic.frontend.conn-tx-buffers.limit | number | Most send buffers of a QUIC client connection.
tune.quic.frontend.default-max-window-size | size | Largest send window of QUIC client connections.
tune.quic.frontend.glitches-threshold | number | Oddities on a QUIC client connection until it is closed; 0 never.
tune.quic.frontend.max-data-size | size | Receive buffers of a QUIC client connection.
tune.quic.frontend.max-idle-timeout | time | Idle time of QUIC client connections; 30 s by default.
tune.quic.frontend.max-streams-bidi | number | Most streams that a QUIC client may open; 100 by default.
tune.quic.frontend.max-tx-mem | size | Most memory for all QUIC send buffers.
tune.quic.frontend.stream-data-ratio | percent | Share of a QUIC connection’s receive buffers that one stream may use.
tune.rcvbuf.backend | size | Kernel receive buffer of datagram sockets towards servers.
tune.rcvbuf.client | size | Kernel receive buffer towards clients.
tune.rcvbuf.frontend | size | Kernel receive buffer of datagram sockets towards clients.
tune.rcvbuf.server | size | Kernel receive buffer towards servers.
tune.recv_enough | size | Bytes after which a read does not try for more.
tune.renice.runtime | nice | The process’s nice value while it works, −20 to 19.
tune.renice.startup | nice | The process’s nice value while it starts, −20 to 19.
tune.ring.queues | number | Queues in front of each ring.
tune.runqueue-depth | number | Most tasks in one run.
tune.sched.low-latency | mode=on,off | Whether short tasks run before others.
tune.sndbuf.backend | size | Kernel send buffer of datagram sockets towards servers.
tune.sndbuf.client | size | Kernel send buffer towards clients.
tune.sndbuf.frontend | size | Kernel send buffer of datagram sockets towards clients.
tune.sndbuf.server | size | Kernel send buffer towards servers.
tune.ssl.cachesize | number | Entries of the TLS session cache; 20000 by default.
tune.ssl.capture-buffer-size | size | Bytes kept of each client’s TLS hello.
tune.ssl.capture-cipherlist-size | size | Bytes kept of each client’s cipher list.
tune.ssl.certificate-compression | mode=auto,off | Whether certificates are sent compressed.
tune.ssl.default-dh-param | bits | Largest size of Diffie-Hellman parameters; 2048 by default.
tune.ssl.force-private-cache | | A TLS session cache for each process.
tune.ssl.hard-maxrecord | size | Largest TLS record at any time.
tune.ssl.keylog | mode=on,off | Whether TLS secrets are kept for the logs.
tune.ssl.keyupdate-rate-limit | number | Most TLS key updates of a connection per second.
tune.ssl.lifetime | time | How long a TLS session can be resumed; 300 s by default.
tune.ssl.maxrecord | size | Largest TLS record at the start of a transfer.
tune.ssl.ocsp-update.maxdelay | number | Longest time between two OCSP updates in seconds.
tune.ssl.ocsp-update.mindelay | number | Shortest time between two OCSP updates in seconds.
tune.ssl.ssl-ctx-cache-size | number | Entries of the cache of generated certificates; 1000 by default.
tune.stick-counters | number | How many stick counters a connection has; 3 by default.
tune.streams-elasticity | percent | How far the number of HTTP/2 and HTTP/3 streams shrinks under load.
tune.takeover-other-tg-connections | mode=none,restricted,full | Whether idle server connections of other thread groups are used.
tune.vars.check-max-size | size | Most memory for variables of health checks.
tune.vars.global-max-size | size | Most memory for all variables.
tune.vars.proc-max-size | size | Most memory for variables of the process.
tune.vars.reqres-max-size | size | Most memory for variables of a request or response.
tune.vars.sess-max-size | size | Most memory for variables of a session.
tune.vars.txn-max-size | size | Most memory for variables of a transaction.
tune.zlib.memlevel | level | Memory of compression, 1 to 9; 8 by default.
tune.zlib.windowsize | bits | Window of compression, 8 to 15; 15 by default.
@ g
${['be', 'fe']
  .map((side) => {
    const who = side === 'be' ? 'server' : 'client';
    return `tune.quic.${side}.cc.cubic-min-losses | number | Lost packets until the window of a QUIC ${who} connection shrinks.
tune.quic.${side}.cc.hystart | mode=on,off | Whether QUIC ${who} connections leave slow start early on longer delays.
tune.quic.${side}.cc.max-frame-loss | number | Losses of one frame until a QUIC ${who} connection is closed.
tune.quic.${side}.cc.max-win-size | size | Largest send window of QUIC ${who} connections.
tune.quic.${side}.cc.reorder-ratio | percent | How late a packet of a QUIC ${who} connection may be until it counts as lost.
tune.quic.${side}.max-idle-timeout | time | Idle time of QUIC ${who} connections; 30 s by default.
tune.quic.${side}.sec.glitches-threshold | number | Oddities on a QUIC ${who} connection until it is closed; 0 never.
tune.quic.${side}.stream.data-ratio | percent | Share of a QUIC ${who} connection’s receive buffers that one stream may use.
tune.quic.${side}.stream.max-concurrent | number | Most streams at one time on a QUIC ${who} connection.
tune.quic.${side}.stream.rxbuf | size | Receive buffers of a QUIC ${who} connection.
tune.quic.${side}.tx.pacing | mode=on,off | Whether packets of QUIC ${who} connections are spaced in time.
tune.quic.${side}.tx.udp-gso | mode=on,off | Whether the kernel splits packets of QUIC ${who} connections.`;
  })
  .join('\n')}
tune.quic.fe.sec.retry-threshold | number | Half-open QUIC connections above which clients must prove their address.
tune.quic.fe.sock-per-conn | mode=default-on,force-off | Whether each QUIC client connection has a socket of its own.
tune.quic.fe.stream.max-total | number | Streams after which a QUIC client connection is closed; 0 never.
`);
