import { processKeywords } from './global-processes.ts';
import {
  address,
  but,
  command,
  decimalSeconds,
  exact,
  holds,
  inBlocks,
  integer,
  kw,
  many,
  maybe,
  networkInterface,
  once,
  oneOf,
  onOff,
  since,
  text,
  unsigned,
  wholeSeconds,
} from './grammar.ts';

const includeKinds = [
  { value: 'read', doc: 'A file that is there but cannot be read.' },
  { value: 'match', doc: 'A name or pattern that matches nothing.' },
  { value: 'wildcard_match', doc: 'The same for patterns with wildcards.' },
  { value: 'brace_match', doc: 'The same for each part in braces.' },
];

const garpTimes = 'from 5 by default';

const general = inBlocks(
  ['global_defs'],
  [
    kw(
      'router_id',
      'A name for this node in mails and logs; by default the host name. It is not the `virtual_router_id`.',
      text('name'),
    ),
    kw('enable_script_security', 'Refuses to run a script as root when a non-root user could change it.'),
    kw(
      'script_user',
      'The user (and group) that scripts run as; by default `keepalived_script`, and root where that user does not exist.',
      text('user'),
      maybe(text('group')),
    ),
    holds(
      'free',
      'notification_email',
      kw('notification_email', 'Recipients of mails about changes of state, one to a line.'),
    ),
    kw('notification_email_from', 'Sender of these mails.', text('address')),
    kw('smtp_server', 'Mail server for these mails; port 25 by default.', text('address'), maybe(text('port'))),
    kw('smtp_helo_name', 'The name that keepalived greets the mail server with.', maybe(text('name'))),
    kw(
      'smtp_connect_timeout',
      'Seconds to wait for the mail server; 30 by default.',
      unsigned('seconds', 1, 4294, '30'),
    ),
    kw('smtp_alert', 'Mails for everything that has no `smtp_alert` of its own.', onOff),
    kw('smtp_alert_vrrp', 'Mails for VRRP instances without a setting of their own.', onOff),
    kw('smtp_alert_checker', 'Mails for real servers without a setting of their own.', onOff),
    kw('no_email_faults', 'No mails when an instance goes into FAULT.'),
    since('2.1.0', command(once(exact(kw('startup_script', 'A command to run before anything else at start.'))))),
    since('2.1.0', kw('startup_script_timeout', 'Seconds that it may take.', unsigned('seconds', 1, 1000))),
    since('2.1.0', command(once(exact(kw('shutdown_script', 'A command to run when keepalived ends.'))))),
    since('2.1.0', kw('shutdown_script_timeout', 'Seconds that it may take.', unsigned('seconds', 1, 1000))),
    once(
      kw(
        'notify_fifo',
        'A named pipe that gets all changes of state.',
        text('path'),
        maybe(text('user')),
        maybe(text('group')),
      ),
    ),
    command(once(kw('notify_fifo_script', 'The command that reads the pipe.'))),
    once(
      kw(
        'vrrp_notify_fifo',
        'A named pipe for changes of VRRP only.',
        text('path'),
        maybe(text('user')),
        maybe(text('group')),
      ),
    ),
    command(once(kw('vrrp_notify_fifo_script', 'The command that reads the VRRP pipe.'))),
    once(
      kw(
        'lvs_notify_fifo',
        'A named pipe for changes of real servers only.',
        text('path'),
        maybe(text('user')),
        maybe(text('group')),
      ),
    ),
    command(once(kw('lvs_notify_fifo_script', 'The command that reads the pipe of real servers.'))),
    since('2.0.16', kw('vrrp_notify_priority_changes', 'Notifies changes of priority, too.', onOff)),
    since('2.2.5', kw('fifo_write_vrrp_states_on_reload', 'Writes all states to the pipe after a reload.')),
    kw(
      'dynamic_interfaces',
      'Starts although an interface does not exist yet.',
      maybe(oneOf('mode', ['allow_if_changes'])),
    ),
    kw('default_interface', 'The interface of static addresses that name none.', networkInterface),
    since(
      '2.3.0',
      kw('use_symlink_paths', 'Runs scripts by the path as written instead of the one it resolves to.', onOff),
    ),
    since('2.4.4', kw('set_supplementary_groups', 'Gives scripts the supplementary groups of their user.', onOff)),
    since('2.0.9', kw('umask', 'Permissions that new files never get.', text('mask'))),
    since('2.0.15', kw('random_seed', 'Seed for `_RANDOM`, for tests.', unsigned('seed'))),
    since(
      '2.1.0',
      kw(
        'max_auto_priority',
        'The highest real-time priority that keepalived gives itself.',
        maybe(integer('priority', -1, 99)),
      ),
    ),
    since(
      '2.1.0',
      kw(
        'min_auto_priority_delay',
        'Microseconds of delay after which it raises its priority.',
        unsigned('microseconds', 1, 10_000_000),
      ),
    ),
    once(exact(kw('snmp_socket', 'The socket of the SNMP master agent.', text('socket')))),
    kw('enable_traps', 'Sends SNMP traps.'),
    kw('enable_snmp_vrrp', 'Serves keepalived’s own SNMP data of VRRP.'),
    but(kw('enable_snmp_keepalived', 'The old name of `enable_snmp_vrrp`.'), { deprecated: 'enable_snmp_vrrp' }),
    kw('enable_snmp_rfc', 'Serves the SNMP data of both RFCs.'),
    kw('enable_snmp_rfcv2', 'Serves the SNMP data of RFC 2787 (VRRPv2).'),
    kw('enable_snmp_rfcv3', 'Serves the SNMP data of RFC 6527 (VRRPv3).'),
    kw('enable_snmp_checker', 'Serves the SNMP data of real servers.'),
    since(
      '2.3.0',
      kw(
        'snmp_vs_stats_update_interval',
        'How old statistics of virtual servers may be; 5 s by default.',
        decimalSeconds(0.001, 30),
      ),
    ),
    since(
      '2.3.0',
      kw('snmp_rs_stats_update_interval', 'How old statistics of real servers may be.', decimalSeconds(0.001, 30)),
    ),
    kw('enable_dbus', 'Offers a D-Bus interface.'),
    kw('dbus_service_name', 'The name on the D-Bus.', text('name')),
    since(
      '2.3.0',
      kw('dbus_no_interface_name', 'The name used on the D-Bus for instances without interface.', text('name')),
    ),
    since('2.0.16', kw('process_names', 'Gives each of its processes a name of its own.')),
    since('2.0.16', kw('process_name', 'The name of the parent process.', text('name'))),
    since('2.0.16', kw('vrrp_process_name', 'The name of the VRRP process.', text('name'))),
    since('2.2.0', kw('checker_process_name', 'The name of the checker process.', text('name'))),
    but(since('2.0.16', kw('lvs_process_name', 'The old name of `checker_process_name`.', text('name'))), {
      deprecated: 'checker_process_name',
    }),
    since('2.0.16', kw('bfd_process_name', 'The name of the BFD process.', text('name'))),
    since(
      '2.2.0',
      kw(
        'reload_check_config',
        'Checks the configuration before a reload; the log goes to the file.',
        maybe(text('file')),
      ),
    ),
    since('2.1.0', exact(kw('reload_time_file', 'A file that holds when to reload.', text('file')))),
    since('2.1.0', kw('reload_repeat', 'Reloads again whenever the time in that file changes.')),
    since('2.2.0', kw('reload_file', 'A file whose presence means that a reload is going on.', maybe(text('file')))),
    since(
      '2.2.0',
      kw(
        'include_check',
        'What counts as a fault of an `include`.',
        many(maybe({ ...text('kind'), choices: includeKinds })),
      ),
    ),
    since('2.2.3', kw('config_save_dir', 'Where copies of the configuration are kept.', text('folder'))),
    since(
      '2.2.0',
      once(kw('tmp_config_directory', 'Where the configuration is copied for the child processes.', text('folder'))),
    ),
    since('2.2.3', kw('data_use_instance', 'Puts the instance name into names of dump files.', onOff)),
    since('2.2.8', kw('json_version', 'Layout of the JSON dump.', unsigned('version', 1, 2))),
    since('2.3.2', exact(kw('iproute_usr_dir', 'Where iproute2 keeps its tables of names.', text('folder')))),
    since('2.3.2', exact(kw('iproute_etc_dir', 'Where the administrator’s tables of names are.', text('folder')))),
    since('2.3.3', exact(kw('state_dump_file', 'Where SIGUSR1 writes the state.', text('file')))),
    since('2.3.3', exact(kw('stats_dump_file', 'Where SIGUSR2 writes the statistics.', text('file')))),
    since('2.3.3', exact(kw('json_dump_file', 'Where the JSON dump is written.', text('file')))),
  ],
);

const vrrp = inBlocks(
  ['global_defs'],
  [
    kw('vrrp_version', 'VRRP version of IPv4 instances that name none; 2 by default. All nodes must agree.', {
      ...oneOf('version', ['2', '3']),
      type: { kind: 'integer', min: 2, max: 3, instead: '2' },
    }),
    kw(
      'vrrp_strict',
      'Holds strictly to the RFC: no authentication, no unicast, no preempt_delay, and traffic to the virtual addresses is dropped unless `accept` is set.',
      onOff,
    ),
    kw(
      'vrrp_skip_check_adv_addr',
      'Does not compare the address list of further advertisements of the same master; the first one is always compared.',
      onOff,
    ),
    kw('vrrp_check_unicast_src', 'Takes unicast advertisements from listed peers only.'),
    kw('vrrp_mcast_group4', 'The IPv4 multicast group; 224.0.0.18 by default.', address('address', '224.0.0.18')),
    kw('vrrp_mcast_group6', 'The IPv6 multicast group; ff02::12 by default.', address('address', 'ff02::12')),
    kw(
      'vrrp_garp_master_delay',
      'Seconds after becoming MASTER until gratuitous ARPs are sent a second time; 5 by default.',
      wholeSeconds('5'),
    ),
    kw(
      'vrrp_garp_master_repeat',
      `How many gratuitous ARPs are sent at once (${garpTimes}).`,
      unsigned('count', 1, undefined, '5'),
    ),
    kw(
      'vrrp_garp_master_refresh',
      'Seconds between gratuitous ARPs while MASTER; 0 (off) by default.',
      unsigned('seconds', 0, undefined, '0'),
    ),
    kw(
      'vrrp_garp_master_refresh_repeat',
      'How many are sent at each refresh; 1 by default.',
      unsigned('count', 1, undefined, '1'),
    ),
    kw(
      'vrrp_garp_lower_prio_delay',
      'Seconds until gratuitous ARPs are repeated after a lower priority was heard.',
      wholeSeconds(),
    ),
    kw('vrrp_garp_lower_prio_repeat', 'How many are sent then.', unsigned('count', 0, 2_147_483_647)),
    since(
      '2.2.3',
      kw(
        'vrrp_down_timer_adverts',
        'How many advertisements may be missing before a backup takes over; 3 by default.',
        unsigned('count', 1, 100, '3'),
      ),
    ),
    kw(
      'vrrp_garp_interval',
      'Seconds between two gratuitous ARPs on an interface; no pause by default.',
      decimalSeconds(0.000001, 4294.967295, 'no pause'),
    ),
    kw(
      'vrrp_gna_interval',
      'Seconds between two neighbour advertisements on an interface; no pause by default.',
      decimalSeconds(0.000001, 4294.967295, 'no pause'),
    ),
    since('2.0.12', kw('vrrp_min_garp', 'Sends a single gratuitous ARP instead of ten.', onOff)),
    but(
      since(
        '2.2.3',
        kw('vrrp_garp_extra_if', 'Gratuitous ARPs on the base interface of a virtual MAC, too.', many(text('seconds'))),
      ),
      { takesMore: true },
    ),
    but(since('2.2.0', kw('vrrp_vmac_garp_intvl', 'The old name of `vrrp_garp_extra_if`.', many(text('seconds')))), {
      deprecated: 'vrrp_garp_extra_if',
    }),
    kw('vrrp_lower_prio_no_advert', 'Does not answer advertisements of lower priority.', onOff),
    kw('vrrp_higher_prio_send_advert', 'Sends one more advertisement when it gives way to a higher priority.', onOff),
    since('2.3.3', kw('vrrp_owner_ignore_adverts', 'With priority 255, ignores all advertisements of others.', onOff)),
    since(
      '2.0.14',
      kw(
        'vrrp_startup_delay',
        'Seconds after the daemon’s start before any instance takes part.',
        decimalSeconds(0.001, 4294.967295),
      ),
    ),
    since(
      '2.4.0',
      kw(
        'vrrp_delay_after_boot',
        'Seconds after the machine’s start before any instance takes part.',
        decimalSeconds(0.001, 4294.967295),
      ),
    ),
    since('2.0.16', kw('log_unknown_vrids', 'Logs advertisements of virtual routers that are not configured.')),
    since('2.2.0', kw('disable_local_igmp', 'No IGMP joins from the interfaces.')),
    since('2.2.8', kw('v3_checksum_as_v2', 'Leaves the pseudo header out of the VRRPv3 checksum, as some routers do.')),
    since(
      '2.2.0',
      once(
        kw('vmac_prefix', 'First letters of the names of virtual MAC interfaces; `vrrp.` by default.', text('prefix')),
      ),
    ),
    since('2.2.0', once(kw('vmac_addr_prefix', 'The same for those that hold addresses.', text('prefix')))),
    kw(
      'vrrp_iptables',
      'The iptables chains for addresses that must not answer.',
      maybe(text('chain')),
      maybe(text('chain')),
    ),
    but(kw('vrrp_ipsets', 'The ipsets for them.', many(maybe(text('set')))), { takesMore: true }),
    since(
      '2.0.11',
      once(kw('nftables', 'The nftables table for them; `keepalived` by default.', maybe(text('table')))),
    ),
    since(
      '2.0.11',
      kw('nftables_priority', 'Priority of the nftables chains.', integer('priority', -2_147_483_648, 2_147_483_647)),
    ),
    since('2.0.11', kw('nftables_ifindex', 'Uses interface numbers instead of names in nftables.')),
    since('2.0.11', kw('nftables_counters', 'Counts packets in the nftables rules.')),
    since(
      '2.2.2',
      once(kw('nftables_ipvs', 'The nftables table for groups of virtual servers.', maybe(text('table')))),
    ),
    since('2.2.2', kw('nftables_ipvs_priority', 'Its priority.', integer('priority', -2_147_483_648, 2_147_483_647))),
    since('2.2.2', kw('nftables_ipvs_start_fwmark', 'The first firewall mark that it uses.', unsigned('mark', 1))),
    but(
      since(
        '2.0.3',
        exact(
          kw('vrrp_rx_bufs_policy', 'How the receive buffers are sized.', {
            name: 'policy',
            choices: [
              { value: 'MTU', doc: 'By the MTU of the interface.' },
              { value: 'ADVERT', doc: 'By the size of advertisements.' },
            ],
          }),
        ),
      ),
      {
        takesMore: true,
      },
    ),
    since(
      '2.0.3',
      exact(kw('vrrp_rx_bufs_multiplier', 'How many packets a receive buffer holds.', unsigned('count', 1))),
    ),
  ],
);

export const globalKeywords = [...general, ...vrrp, ...processKeywords];
