import {
  address,
  but,
  command,
  decimalSeconds,
  exact,
  holds,
  inBlocks,
  kw,
  losing,
  many,
  maybe,
  networkInterface,
  once,
  oneOf,
  onOff,
  opens,
  since,
  text,
  unsigned,
  wholeSeconds,
} from './grammar.ts';
import { groupKeywords } from './vrrp-groups.ts';

const identity = inBlocks(
  ['vrrp_instance'],
  [
    kw(
      'state',
      'The state to start with. It decides nothing: priorities do. `MASTER` only switches off `nopreempt` and `preempt_delay`.',
      oneOf(
        'state',
        [
          { value: 'MASTER', doc: 'No head start, unless the priority is 255.' },
          { value: 'BACKUP', doc: 'Waits for the master down interval. Needed for `nopreempt`.' },
        ],
        'BACKUP',
      ),
    ),
    kw(
      'interface',
      'The interface on which advertisements are sent. When it goes down, the instance is in FAULT.',
      networkInterface,
    ),
    kw(
      'virtual_router_id',
      'The id of the virtual router, 1 to 255. The same on all of its nodes, and different from any other on the network segment.',
      losing(unsigned('id', 1, 255)),
    ),
    kw(
      'priority',
      'The highest one becomes MASTER. 1 to 255; by default 100, or 255 with `state MASTER`. 255 is for the owner of the address: checks do not change it.',
      unsigned('priority', 1, 255, '100'),
    ),
    kw(
      'advert_int',
      'Seconds between advertisements; 1 by default. VRRPv2 rounds to whole seconds and demands the same on all nodes. A dead master is noticed after about three of them.',
      decimalSeconds(0.01, 255, '1'),
    ),
    kw('version', 'VRRP version of this instance.', {
      ...oneOf('version', ['2', '3']),
      type: { kind: 'integer', min: 2, max: 3, instead: 'the global one' },
    }),
    kw(
      'nopreempt',
      'Does not take over from a living master of lower priority. It belongs on the node that would take over, with `state BACKUP`, and it also blocks failover by weights.',
    ),
    kw('preempt', 'Takes over from a master of lower priority: the default.'),
    kw(
      'preempt_delay',
      'Seconds to wait before taking over from a master of lower priority; 0 to 1000. Needs `state BACKUP`.',
      decimalSeconds(0, 1000, '0'),
    ),
    since(
      '2.2.3',
      kw(
        'down_timer_adverts',
        'How many advertisements may be missing before a backup takes over; 3 by default.',
        unsigned('count', 1, 100, '3'),
      ),
    ),
    kw('strict_mode', 'Overrides `vrrp_strict` for this instance.', onOff),
    kw('skip_check_adv_addr', 'Compares the address list of the first advertisement of a master only.', onOff),
    kw('lower_prio_no_advert', 'Does not answer advertisements of lower priority.', onOff),
    kw('higher_prio_send_advert', 'Sends one more advertisement when it gives way to a higher priority.', onOff),
    since('2.3.3', kw('owner_ignore_adverts', 'With priority 255, ignores all advertisements of others.', onOff)),
    since(
      '2.2.8',
      kw(
        'timer_expired_backup',
        'Stays BACKUP for a while when its own process was held up; takes the highest priority of the others.',
        maybe(unsigned('priority', 1, 254)),
      ),
    ),
    but(
      since(
        '2.3.2',
        kw('thread_timer_expired', 'Another name of `timer_expired_backup`.', maybe(unsigned('priority', 1, 254))),
      ),
      { deprecated: 'timer_expired_backup' },
    ),
    kw('accept', 'Accepts traffic to the virtual addresses under `vrrp_strict`.'),
    kw('no_accept', 'Drops traffic to the virtual addresses.'),
    kw('native_ipv6', 'Makes this an IPv6 instance although no address says so.'),
    kw('debug', 'Level of debug messages, 0 to 4.', unsigned('level', 0, 4)),
    since('2.0.3', exact(kw('kernel_rx_buf_size', 'Bytes of the receive buffer.', unsigned('bytes')))),
    since(
      '2.2.8',
      kw('v3_checksum_as_v2', 'Leaves the pseudo header out of the VRRPv3 checksum, as some routers do.', onOff),
    ),
  ],
);

const addresses = inBlocks(
  ['vrrp_instance'],
  [
    holds(
      'address',
      'virtual_ipaddress',
      kw(
        'virtual_ipaddress',
        'The addresses that move. The same set on all nodes; all of one family. One to a line; the default prefix is /32 (/128).',
      ),
    ),
    holds(
      'excluded-address',
      'virtual_ipaddress_excluded',
      kw(
        'virtual_ipaddress_excluded',
        'Addresses that move along but are not advertised: for long lists and for the other family.',
      ),
    ),
    holds('route', 'virtual_routes', kw('virtual_routes', 'Routes that exist on the MASTER only.')),
    holds('rule', 'virtual_rules', kw('virtual_rules', 'Routing rules that exist on the MASTER only.')),
    since('2.2.8', kw('no_virtual_ipaddress', 'Allows an instance without addresses.')),
    kw('promote_secondaries', 'Keeps the other addresses of the interface when a first one is removed.'),
    holds(
      'peer',
      'unicast_peer',
      kw(
        'unicast_peer',
        'The addresses of all other nodes: advertisements go to them instead of multicast. Each node must list every other.',
      ),
    ),
    kw(
      'unicast_src_ip',
      'The address that unicast advertisements come from: the one that the other nodes list.',
      address('address', 'the interface’s own'),
    ),
    since('2.2.5', kw('unicast_fault_no_peer', 'FAULT instead of multicast when there is no peer.')),
    since('2.1.0', kw('check_unicast_src', 'Takes unicast advertisements from listed peers only.')),
    since(
      '2.1.0',
      kw('unicast_ttl', 'Time to live of unicast advertisements; 255 by default.', unsigned('ttl', 0, 255, '255')),
    ),
    but(
      kw('old_unicast_checksum', 'Checksum as keepalived before 1.3.6 made it.', maybe(oneOf('mode', ['never']))),
      {},
    ),
    kw(
      'mcast_src_ip',
      'The address that multicast advertisements come from.',
      address('address', 'the interface’s own'),
    ),
    since('2.2.5', kw('mcast_dst_ip', 'The multicast group of this instance.', address('address', 'the global one'))),
    kw('track_src_ip', 'FAULT while the source address is not there.'),
    since('2.2.5', once(kw('vrf', 'The VRF that advertisements are received in.', networkInterface))),
    but(kw('use_vmac', 'Gives the address a virtual MAC that moves with it.', many(maybe(text('interface')))), {
      takesMore: true,
      firstWins: true,
      strictSince: '2.2.7',
    }),
    since('2.2.0', kw('use_vmac_addr', 'Virtual MACs also for addresses on other interfaces.')),
    kw('vmac_xmit_base', 'Sends advertisements from the base interface of the virtual MAC.'),
    but(
      since(
        '2.0.17',
        once(kw('use_ipvlan', 'Uses an ipvlan interface for the addresses.', many(maybe(text('option'))))),
      ),
      {
        takesMore: true,
      },
    ),
  ],
);

const garp = inBlocks(
  ['vrrp_instance'],
  [
    kw(
      'garp_master_refresh',
      'Seconds between gratuitous ARPs while MASTER; 0 (off) by default. They repair neighbours’ ARP tables after a healed split.',
      unsigned('seconds', 0, undefined, '0'),
    ),
    kw(
      'garp_master_delay',
      'Seconds after becoming MASTER until gratuitous ARPs are sent a second time; 5 by default.',
      wholeSeconds('5'),
    ),
    kw(
      'garp_master_repeat',
      'How many gratuitous ARPs are sent at once; 5 by default.',
      unsigned('count', 1, undefined, '5'),
    ),
    kw(
      'garp_master_refresh_repeat',
      'How many are sent at each refresh; 1 by default.',
      unsigned('count', 1, undefined, '1'),
    ),
    kw(
      'garp_lower_prio_delay',
      'Seconds until gratuitous ARPs are repeated after a lower priority was heard.',
      wholeSeconds(),
    ),
    kw('garp_lower_prio_repeat', 'How many are sent then.', unsigned('count', 0, 2_147_483_647)),
    but(
      since(
        '2.2.3',
        kw('garp_extra_if', 'Gratuitous ARPs on the base interface of a virtual MAC, too.', many(text('seconds'))),
      ),
      { takesMore: true },
    ),
    but(since('2.2.0', kw('vmac_garp_intvl', 'The old name of `garp_extra_if`.', many(text('seconds')))), {
      deprecated: 'garp_extra_if',
    }),
    but(kw('lvs_sync_daemon_interface', 'Old: the global `lvs_sync_daemon` replaces it.', networkInterface), {
      deprecated: 'lvs_sync_daemon in global_defs',
      firstWins: true,
    }),
    kw('dont_track_primary', 'Stays in its state when its own interface goes down: then both nodes hold the address.'),
    but(kw('linkbeat_use_polling', 'Polls the link of the interface.'), { deprecated: 'a linkbeat_interfaces block' }),
  ],
);

const authentication = [
  ...inBlocks(
    ['vrrp_instance'],
    [
      opens(
        'authentication',
        kw(
          'authentication',
          'A password in every advertisement, in clear text: it protects from mistakes, not from attackers. VRRPv2 only; equal on all nodes.',
        ),
      ),
      since('2.4.0', opens('auth_hmac', kw('auth_hmac', 'Signs advertisements with shared keys.'))),
    ],
  ),
  ...inBlocks(
    ['authentication'],
    [
      kw('auth_type', 'PASS: password in clear text. AH: signed, rarely works between vendors.', {
        ...oneOf(
          'type',
          [
            { value: 'PASS', doc: 'The password in clear text.' },
            { value: 'AH', doc: 'A signature; not for IPv6 and not with `state MASTER`.' },
          ],
          'no authentication',
        ),
      }),
      kw('auth_pass', 'The password; only its first eight characters count.', {
        name: 'password',
        type: { kind: 'password' },
      }),
    ],
  ),
  ...inBlocks(
    ['auth_hmac'],
    [
      but(kw('key', 'A key: its id, then the secret, `hex:…` or `file:…`.', unsigned('id', 1, 255), text('secret')), {
        repeatable: true,
      }),
      kw('active_key', 'The id of the key that is used for sending.', unsigned('id', 1, 255)),
      kw('time_window', 'Seconds that clocks may differ, 1 to 300.', unsigned('seconds', 1, 300)),
      kw('anti_replay', 'How repeated packets are recognised.', oneOf('kind', ['time', 'monotonic'])),
      kw('mode', 'Whether unsigned advertisements count.', oneOf('mode', ['enforce', 'permissive', 'receive-only'])),
    ],
  ),
];

const trackers = inBlocks(
  ['vrrp_instance', 'vrrp_sync_group'],
  [
    holds('track-script', 'track_script', kw('track_script', 'Checks that the instance depends on, one to a line.')),
    holds(
      'track-interface',
      'track_interface',
      kw(
        'track_interface',
        'Further interfaces that the instance depends on, one to a line. Its own is tracked anyway.',
      ),
    ),
    since(
      '2.0.11',
      holds('track', 'track_process', kw('track_process', 'Processes that the instance depends on, one to a line.')),
    ),
    holds('track', 'track_files', kw('track_file', 'Files whose number changes the priority, one to a line.')),
    holds('track', 'track_bfd', kw('track_bfd', 'BFD sessions that the instance depends on, one to a line.')),
    but(command(kw('notify_master', 'A command to run on becoming MASTER. It is not waited for.')), {
      firstWins: true,
    }),
    but(command(kw('notify_backup', 'A command to run on becoming BACKUP.')), { firstWins: true }),
    but(command(kw('notify_fault', 'A command to run on going into FAULT.')), { firstWins: true }),
    but(command(kw('notify_stop', 'A command to run when keepalived stops.')), { firstWins: true }),
    but(
      command(
        kw('notify', 'A command to run on every change of state, with kind, name, state and priority as arguments.'),
      ),
      { firstWins: true },
    ),
    kw('smtp_alert', 'A mail on every change of state.', onOff),
  ],
);

const moreNotifies = inBlocks(
  ['vrrp_instance'],
  [
    since('2.0.16', kw('notify_priority_changes', 'Notifies changes of priority, too.', onOff)),
    but(
      since(
        '2.1.0',
        kw(
          'notify_deleted',
          'A command to run when the instance is removed by a reload.',
          many(maybe(text('command'))),
        ),
      ),
      { firstWins: true, quoted: true },
    ),
    but(
      since(
        '2.0.6',
        command(kw('notify_master_rx_lower_pri', 'A command to run when a MASTER hears a lower priority.')),
      ),
      { firstWins: true },
    ),
  ],
);

export const instanceKeywords = [
  ...identity,
  ...addresses,
  ...garp,
  ...authentication,
  ...trackers,
  ...moreNotifies,
  ...groupKeywords,
];
