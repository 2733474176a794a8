import { but, inBlocks, integer, kw, many, maybe, once, oneOf, onOff, since, text, unsigned } from './grammar.ts';

const processes = ['vrrp', 'checker', 'bfd'].flatMap((process) =>
  inBlocks(
    ['global_defs'],
    [
      kw(`${process}_priority`, `Nice value of the ${process} process.`, integer('nice', -20, 19)),
      kw(`${process}_no_swap`, `Keeps the ${process} process in memory.`),
      kw(`${process}_rt_priority`, `Real-time priority of the ${process} process.`, integer('priority', 1, 99)),
      but(
        since(
          '2.0.17',
          kw(`${process}_cpu_affinity`, `CPUs of the ${process} process, by number.`, many(integer('cpu', 0, 4095))),
        ),
        {
          takesMore: true,
        },
      ),
      since(
        '2.1.0',
        kw(
          `${process}_rlimit_rttime`,
          `Microseconds that the ${process} process may run without a pause under a real-time priority.`,
          unsigned('microseconds', 1),
        ),
      ),
      but(kw(`${process}_rlimit_rtime`, `The old name of \`${process}_rlimit_rttime\`.`, unsigned('microseconds', 1)), {
        deprecated: `${process}_rlimit_rttime`,
      }),
    ],
  ),
);

const buffers = [
  'vrrp_netlink_cmd',
  'vrrp_netlink_monitor',
  'process_monitor',
  'lvs_netlink_cmd',
  'lvs_netlink_monitor',
].flatMap((socket) =>
  inBlocks(
    ['global_defs'],
    [
      kw(`${socket}_rcv_bufs`, 'Bytes of the receive buffer of this kernel socket.', unsigned('bytes')),
      kw(`${socket}_rcv_bufs_force`, 'Exceeds the kernel’s limit for it.', onOff),
    ],
  ),
);

const servers = inBlocks(
  ['global_defs'],
  [
    but(
      kw(
        'lvs_timeouts',
        'Timeouts of IPVS: `tcp`, `tcpfin` and `udp`, each with seconds.',
        many({ ...text('name and seconds'), choices: [{ value: 'tcp' }, { value: 'tcpfin' }, { value: 'udp' }] }),
      ),
      { takesMore: true },
    ),
    kw('lvs_flush', 'Removes all IPVS entries at start.'),
    since('2.2.0', kw('lvs_flush_on_stop', 'Removes all IPVS entries at the end.', maybe(oneOf('what', ['VS'])))),
    but(since('2.0.15', kw('lvs_flush_onstop', 'The old name of `lvs_flush_on_stop`.', maybe(oneOf('what', ['VS'])))), {
      deprecated: 'lvs_flush_on_stop',
    }),
    but(
      once(
        kw(
          'lvs_sync_daemon',
          'Synchronises IPVS connections over an interface.',
          text('interface'),
          maybe(many(text('option'))),
        ),
      ),
      { takesMore: true },
    ),
    since('2.0.11', kw('checker_log_all_failures', 'Logs every failed check.', onOff)),
    kw('rs_init_notifies', 'Notifies the first state of real servers, too.', onOff),
    kw('no_checker_emails', 'No mails about real servers.', onOff),
  ],
);

/** What `global_defs` says of keepalived's processes, their sockets, and IPVS. */
export const processKeywords = [...processes, ...buffers, ...servers];
