import type { Catalog, Keyword } from '../../catalog/keyword.ts';
import { topLevel } from '../../catalog/keyword.ts';

const weight = {
  name: 'weight',
  doc: '−253 to 253. Positive: added while the check is good. Negative: taken away while it fails. 0: a failure puts the instance into FAULT.',
};
const seconds = { name: 'seconds' };

const top: Keyword[] = [
  { name: 'global_defs', in: [topLevel], doc: 'Settings of the whole daemon.', opens: 'global_defs' },
  {
    name: 'vrrp_script',
    in: [topLevel],
    doc: 'A command that keepalived runs at an interval; its exit code 0 means good. It must stand above the instances that track it.',
    arguments: [{ name: 'name', doc: 'The name that `track_script` uses.' }],
    opens: 'vrrp_script',
  },
  {
    name: 'vrrp_track_process',
    in: [topLevel],
    doc: 'A process whose existence is watched through the kernel: noticed at once, without a script.',
    arguments: [{ name: 'name' }],
    opens: 'vrrp_track_process',
  },
  {
    name: 'vrrp_track_file',
    in: [topLevel],
    doc: 'A file whose number is read as a weight whenever it changes.',
    arguments: [{ name: 'name' }],
    opens: 'vrrp_track_file',
  },
  {
    name: 'vrrp_instance',
    in: [topLevel],
    doc: 'One virtual router: addresses that exactly one of the nodes holds at a time. All nodes must agree on its id, version, authentication and addresses.',
    arguments: [{ name: 'name', doc: 'Local to the file; best the same on all nodes.' }],
    opens: 'vrrp_instance',
  },
  {
    name: 'vrrp_sync_group',
    in: [topLevel],
    doc: 'Instances that change state only together.',
    arguments: [{ name: 'name' }],
    opens: 'vrrp_sync_group',
  },
  {
    name: 'virtual_server',
    in: [topLevel],
    doc: 'A load-balanced service of the kernel (IPVS). An HAProxy pair does not need it.',
    arguments: [{ name: 'address' }, { name: 'port', optional: true }],
    opens: 'virtual_server',
  },
  {
    name: 'virtual_server_group',
    in: [topLevel],
    doc: 'Addresses that a `virtual_server` serves together.',
    arguments: [{ name: 'name' }],
    opens: 'virtual_server_group',
  },
  {
    name: 'static_ipaddress',
    in: [topLevel],
    doc: 'Addresses that keepalived adds at start and that do not move.',
    opens: 'static_ipaddress',
  },
  { name: 'static_routes', in: [topLevel], doc: 'Routes that keepalived adds at start.', opens: 'static_routes' },
  { name: 'static_rules', in: [topLevel], doc: 'Routing rules that keepalived adds at start.', opens: 'static_rules' },
  {
    name: 'track_group',
    in: [topLevel],
    doc: 'Instances that a static address or route follows.',
    arguments: [{ name: 'name' }],
    opens: 'track_group',
  },
  {
    name: 'bfd_instance',
    in: [topLevel],
    doc: 'A BFD session to a neighbour, to notice within milliseconds that it is gone.',
    arguments: [{ name: 'name' }],
    opens: 'bfd_instance',
  },
  { name: 'garp_group', in: [topLevel], doc: 'Interfaces that share limits on gratuitous ARP.', opens: 'garp_group' },
  {
    name: 'include',
    in: [topLevel],
    doc: 'Reads other files at this place; patterns and paths count from this file’s folder.',
    arguments: [{ name: 'pattern' }],
  },
];

const global: Keyword[] = [
  {
    name: 'router_id',
    in: ['global_defs'],
    doc: 'A name for this node in mails and logs; by default the host name. It is not the `virtual_router_id`.',
    arguments: [{ name: 'name' }],
  },
  {
    name: 'enable_script_security',
    in: ['global_defs'],
    doc: 'Refuses to run a script as root when a non-root user could change it.',
  },
  {
    name: 'script_user',
    in: ['global_defs', 'vrrp_script'],
    doc: 'The user (and group) that scripts run as; by default `keepalived_script`, and root where that user does not exist.',
    arguments: [{ name: 'user' }, { name: 'group', optional: true }],
  },
  {
    name: 'vrrp_version',
    in: ['global_defs'],
    doc: 'VRRP version of IPv4 instances that name none; 2 by default. All nodes must agree.',
    arguments: [{ name: 'version', choices: [{ value: '2' }, { value: '3' }] }],
  },
  {
    name: 'vrrp_strict',
    in: ['global_defs'],
    doc: 'Holds strictly to the RFC: no authentication, no unicast, no preempt_delay, and traffic to the virtual addresses is dropped unless `accept` is set.',
  },
  {
    name: 'vrrp_skip_check_adv_addr',
    in: ['global_defs'],
    doc: 'Does not compare the address list of further advertisements of the same master; the first one is always compared.',
  },
  {
    name: 'vrrp_garp_master_delay',
    in: ['global_defs'],
    doc: 'Seconds after becoming MASTER until gratuitous ARPs are sent a second time; 5 by default.',
    arguments: [seconds],
  },
  {
    name: 'vrrp_garp_master_refresh',
    in: ['global_defs'],
    doc: 'Seconds between gratuitous ARPs while MASTER; 0 (off) by default.',
    arguments: [seconds],
  },
  {
    name: 'vrrp_startup_delay',
    in: ['global_defs'],
    doc: 'Seconds after the daemon’s start before any instance takes part.',
    arguments: [seconds],
  },
  {
    name: 'notification_email',
    in: ['global_defs'],
    doc: 'Recipients of mails about state changes.',
    opens: 'notification_email',
  },
  {
    name: 'notification_email_from',
    in: ['global_defs'],
    doc: 'Sender of these mails.',
    arguments: [{ name: 'address' }],
  },
  {
    name: 'smtp_server',
    in: ['global_defs'],
    doc: 'Mail server for these mails.',
    arguments: [{ name: 'address' }, { name: 'port', optional: true }],
  },
];

const script: Keyword[] = [
  {
    name: 'script',
    in: ['vrrp_script'],
    doc: 'The command with its arguments, by its full path. There is no shell: pipes, `&&` and redirections are plain arguments.',
    arguments: [{ name: 'command' }],
  },
  {
    name: 'interval',
    in: ['vrrp_script'],
    doc: 'Seconds between two runs; 1 by default. Fractions are understood since 2.3.2.',
    arguments: [seconds],
  },
  {
    name: 'timeout',
    in: ['vrrp_script'],
    doc: 'Seconds after which a run counts as failed; by default the interval.',
    arguments: [seconds],
  },
  {
    name: 'weight',
    in: ['vrrp_script'],
    doc: 'What the result does to the priority. To move the address it must be larger than the difference of the priorities.',
    arguments: [
      weight,
      { name: 'reverse', choices: [{ value: 'reverse', doc: 'Turns the effect round.' }], optional: true },
    ],
  },
  {
    name: 'rise',
    in: ['vrrp_script'],
    doc: 'Good results in a row until it counts as good; 1 by default.',
    arguments: [{ name: 'count' }],
  },
  {
    name: 'fall',
    in: ['vrrp_script'],
    doc: 'Failures in a row until it counts as failed; 1 by default.',
    arguments: [{ name: 'count' }],
  },
  {
    name: 'user',
    in: ['vrrp_script'],
    doc: 'The user (and group) that this script runs as.',
    arguments: [{ name: 'user' }, { name: 'group', optional: true }],
  },
  { name: 'init_fail', in: ['vrrp_script'], doc: 'Meant to start in the failed state. It has no effect since 2.2.5.' },
  {
    name: 'process',
    in: ['vrrp_track_process'],
    doc: 'The name of the process, or its whole command line in quotes.',
    arguments: [{ name: 'command' }],
  },
  {
    name: 'weight',
    in: ['vrrp_track_process', 'vrrp_track_file'],
    doc: 'What the result does to the priority.',
    arguments: [weight],
  },
  {
    name: 'quorum',
    in: ['vrrp_track_process'],
    doc: 'How many such processes there must be; 1 by default.',
    arguments: [{ name: 'count' }],
  },
  { name: 'delay', in: ['vrrp_track_process'], doc: 'Seconds to wait before a change counts.', arguments: [seconds] },
  { name: 'file', in: ['vrrp_track_file'], doc: 'The file to read.', arguments: [{ name: 'path' }] },
];

const instance: Keyword[] = [
  {
    name: 'state',
    in: ['vrrp_instance'],
    doc: 'The state to start with. It decides nothing: priorities do. `MASTER` only switches off `nopreempt` and `preempt_delay`.',
    arguments: [
      {
        name: 'state',
        choices: [
          { value: 'MASTER', doc: 'No head start, unless the priority is 255.' },
          { value: 'BACKUP', doc: 'Waits for the master down interval. Needed for `nopreempt`.' },
        ],
      },
    ],
  },
  {
    name: 'interface',
    in: ['vrrp_instance'],
    doc: 'The interface on which advertisements are sent. When it goes down, the instance is in FAULT.',
    arguments: [{ name: 'interface' }],
  },
  {
    name: 'virtual_router_id',
    in: ['vrrp_instance'],
    doc: 'The id of the virtual router, 1 to 255. The same on all of its nodes, and different from any other on the network segment.',
    arguments: [{ name: 'id', doc: '1 to 255' }],
  },
  {
    name: 'priority',
    in: ['vrrp_instance'],
    doc: 'The highest one becomes MASTER. 1 to 255; by default 100, or 255 with `state MASTER`. 255 is for the owner of the address: checks do not change it.',
    arguments: [{ name: 'priority', doc: '1 to 255' }],
  },
  {
    name: 'advert_int',
    in: ['vrrp_instance'],
    doc: 'Seconds between advertisements; 1 by default. VRRPv2 rounds to whole seconds and demands the same on all nodes. A dead master is noticed after about three of them.',
    arguments: [seconds],
  },
  {
    name: 'version',
    in: ['vrrp_instance'],
    doc: 'VRRP version of this instance.',
    arguments: [{ name: 'version', choices: [{ value: '2' }, { value: '3' }] }],
  },
  {
    name: 'nopreempt',
    in: ['vrrp_instance'],
    doc: 'Does not take over from a living master of lower priority. It belongs on the node that would take over, with `state BACKUP`, and it also blocks failover by weights.',
  },
  { name: 'preempt', in: ['vrrp_instance'], doc: 'Takes over from a master of lower priority: the default.' },
  {
    name: 'preempt_delay',
    in: ['vrrp_instance'],
    doc: 'Seconds to wait before taking over from a master of lower priority. Needs `state BACKUP`.',
    arguments: [seconds],
  },
  {
    name: 'authentication',
    in: ['vrrp_instance'],
    doc: 'A password in every advertisement, in clear text: it protects from mistakes, not from attackers. VRRPv2 only; equal on all nodes.',
    opens: 'authentication',
  },
  {
    name: 'virtual_ipaddress',
    in: ['vrrp_instance'],
    doc: 'The addresses that move. The same set on all nodes; all of one family.',
    opens: 'virtual_ipaddress',
  },
  {
    name: 'virtual_ipaddress_excluded',
    in: ['vrrp_instance'],
    doc: 'Addresses that move along but are not advertised: for long lists and for the other family.',
    opens: 'virtual_ipaddress',
  },
  {
    name: 'virtual_routes',
    in: ['vrrp_instance'],
    doc: 'Routes that exist on the MASTER only.',
    opens: 'virtual_routes',
  },
  {
    name: 'track_script',
    in: ['vrrp_instance', 'vrrp_sync_group'],
    doc: 'Checks that the instance depends on, one to a line.',
    opens: 'track_script',
  },
  {
    name: 'track_interface',
    in: ['vrrp_instance', 'vrrp_sync_group'],
    doc: 'Further interfaces that the instance depends on, one to a line. Its own is tracked anyway.',
    opens: 'track_interface',
  },
  {
    name: 'track_process',
    in: ['vrrp_instance', 'vrrp_sync_group'],
    doc: 'Processes that the instance depends on, one to a line.',
    opens: 'track_process',
  },
  {
    name: 'track_file',
    in: ['vrrp_instance', 'vrrp_sync_group'],
    doc: 'Files whose number changes the priority, one to a line.',
    opens: 'track_file',
  },
  {
    name: 'unicast_peer',
    in: ['vrrp_instance'],
    doc: 'The addresses of all other nodes: advertisements go to them instead of multicast. Each node must list every other.',
    opens: 'unicast_peer',
  },
  {
    name: 'unicast_src_ip',
    in: ['vrrp_instance'],
    doc: 'The address that unicast advertisements come from: the one that the other nodes list.',
    arguments: [{ name: 'address' }],
  },
  {
    name: 'garp_master_refresh',
    in: ['vrrp_instance'],
    doc: 'Seconds between gratuitous ARPs while MASTER; 0 (off) by default. They repair neighbours’ ARP tables after a healed split.',
    arguments: [seconds],
  },
  {
    name: 'garp_master_delay',
    in: ['vrrp_instance'],
    doc: 'Seconds after becoming MASTER until gratuitous ARPs are sent a second time.',
    arguments: [seconds],
  },
  {
    name: 'dont_track_primary',
    in: ['vrrp_instance'],
    doc: 'Stays in its state when its own interface goes down: then both nodes hold the address.',
  },
  {
    name: 'down_timer_adverts',
    in: ['vrrp_instance'],
    doc: 'How many advertisements may be missing before a backup takes over; 3 by default.',
    arguments: [{ name: 'count' }],
  },
  {
    name: 'use_vmac',
    in: ['vrrp_instance'],
    doc: 'Gives the address a virtual MAC that moves with it.',
    arguments: [{ name: 'interface', optional: true }],
  },
  {
    name: 'mcast_src_ip',
    in: ['vrrp_instance'],
    doc: 'The address that multicast advertisements come from.',
    arguments: [{ name: 'address' }],
  },
  {
    name: 'notify_master',
    in: ['vrrp_instance', 'vrrp_sync_group'],
    doc: 'A command to run on becoming MASTER. It is not waited for.',
    arguments: [{ name: 'command' }],
  },
  {
    name: 'notify_backup',
    in: ['vrrp_instance', 'vrrp_sync_group'],
    doc: 'A command to run on becoming BACKUP.',
    arguments: [{ name: 'command' }],
  },
  {
    name: 'notify_fault',
    in: ['vrrp_instance', 'vrrp_sync_group'],
    doc: 'A command to run on going into FAULT.',
    arguments: [{ name: 'command' }],
  },
  {
    name: 'notify',
    in: ['vrrp_instance', 'vrrp_sync_group'],
    doc: 'A command to run on every change of state, with kind, name, state and priority as arguments.',
    arguments: [{ name: 'command' }],
  },
  { name: 'smtp_alert', in: ['vrrp_instance', 'vrrp_sync_group'], doc: 'A mail on every change of state.' },
  { name: 'accept', in: ['vrrp_instance'], doc: 'Accepts traffic to the virtual addresses under `vrrp_strict`.' },
  {
    name: 'auth_type',
    in: ['authentication'],
    doc: 'PASS: password in clear text. AH: signed, rarely works between vendors.',
    arguments: [{ name: 'type', choices: [{ value: 'PASS' }, { value: 'AH' }] }],
  },
  {
    name: 'auth_pass',
    in: ['authentication'],
    doc: 'The password; only its first eight characters count.',
    arguments: [{ name: 'password' }],
  },
  { name: 'group', in: ['vrrp_sync_group'], doc: 'The instances of the group, one to a line.', opens: 'group' },
];

/** A first cut: the keywords of everyday pairs. */
export const keepalivedCatalog: Catalog = {
  program: 'keepalived',
  contexts: [topLevel, 'global_defs', 'vrrp_script', 'vrrp_instance', 'authentication', 'vrrp_sync_group'].map(
    (name) => ({
      name,
      complete: false,
    }),
  ),
  keywords: [...top, ...global, ...script, ...instance],
  manual: () => 'https://www.keepalived.org/manpage.html',
};

/** Blocks whose lines start with a declared name instead of a keyword. */
export const namedLines: ReadonlyMap<string, 'vrrp_script' | 'vrrp_instance' | 'vrrp_track_process'> = new Map([
  ['track_script', 'vrrp_script'],
  ['track_process', 'vrrp_track_process'],
  ['group', 'vrrp_instance'],
] as const);
