import type { NodeParts, Pitfall } from './pitfalls.ts';

const check = (command: string, more = '  interval 2\n  fall 2\n'): string =>
  `vrrp_script chk_haproxy {\n  script ${command}\n${more}}\n`;
const health = '"/usr/bin/curl -fs http://127.0.0.1:8404/health"';
const other = (lines: string): string =>
  `vrrp_instance VI_2 {\n  state BACKUP\n  interface eth0\n${lines}  track_script {\n    chk_haproxy\n  }\n  virtual_ipaddress {\n    192.168.1.101/24\n  }\n}\n`;

const part = 'global_defs {\n  vrrp_garp_master_delay 5\n}\n';

/** Both nodes are wrong in the same way. */
function both(name: string, bad: NodeParts, good: NodeParts, keepalived?: string): Pitfall {
  return { name, bad: [bad], good: [good], ...(keepalived !== undefined && { keepalived }) };
}

export const pitfallsInside: readonly Pitfall[] = [
  {
    name: 'nopreempt beside state MASTER',
    bad: [{ state: 'MASTER', lines: '  nopreempt << nopreempt-with-state-master\n' }, {}],
    good: [{ lines: '  nopreempt\n' }, {}],
  },
  {
    name: 'preempt_delay beside state MASTER',
    bad: [{ state: 'MASTER', lines: '  preempt_delay 30 << preempt-delay-without-effect\n' }, {}],
    good: [{ lines: '  preempt_delay 30\n' }, {}],
  },
  both(
    'a source for unicast, and nobody to talk to',
    { lines: '  unicast_src_ip 192.168.1.11 << unicast-without-peers\n' },
    { lines: '  mcast_src_ip 192.168.1.11\n' },
  ),
  both(
    'a check below the instance that tracks it',
    { script: '', track: '    chk_haproxy << late-declaration\n', after: check(health) },
    {},
  ),
  both('a misspelt check', { track: '    chk_harpoxy << undefined-script\n' }, {}),
  both(
    'a check that nobody tracks',
    {
      script: check(health).replace('chk_haproxy {', 'chk_haproxy { << unused-script'),
      track: '',
      lines: '  track_process {\n    haproxy\n  }\n',
      top: 'vrrp_track_process haproxy {\n  process haproxy\n}\n',
    },
    {
      script: '',
      track: '',
      lines: '  track_process {\n    haproxy\n  }\n',
      top: 'vrrp_track_process haproxy {\n  process haproxy\n}\n',
    },
  ),
  both(
    'shell syntax without a shell',
    { script: check('"/usr/bin/curl -fs http://127.0.0.1:8404/health || exit 1" << shell-syntax-in-script') },
    { script: check(`"/bin/sh -c 'curl -fs http://127.0.0.1:8404/health || exit 1'"`) },
    '2.2.7',
  ),
  both(
    'a script in a folder that is a link, run as root',
    { script: check('"/bin/pidof haproxy" << script-in-symlinked-folder') },
    { script: check(health) },
    '2.3.4',
  ),
  both(
    'scripts without a user',
    {
      edit: (text) =>
        text
          .replace('  script_user root\n', '')
          .replace('enable_script_security', 'enable_script_security << script-user-missing'),
    },
    {},
  ),
  both(
    'a check that only sees a process',
    { script: check('"/usr/bin/killall -0 haproxy" << check-sees-process-only') },
    {},
  ),
  both(
    'a check whose result is hidden',
    { script: check(`"/bin/sh -c 'curl -fs http://127.0.0.1:8404/health; true'" << check-always-succeeds`) },
    { script: check(`"/bin/sh -c 'curl -fs http://127.0.0.1:8404/health'"`) },
    '2.2.7',
  ),
  both('strict mode', { globals: '  vrrp_strict << strict-drops-traffic\n' }, { lines: '  accept\n' }),
  both('no_accept', { lines: '  no_accept << no-accept-drops-traffic\n' }, { lines: '  accept\n' }),
  both(
    'a password of more than eight bytes',
    { lines: '  authentication {\n    auth_type PASS\n    auth_pass secretsecret << truncated-password\n  }\n' },
    { lines: '  authentication {\n    auth_type PASS\n    auth_pass secret12\n  }\n' },
  ),
  both(
    'a comment inside a password',
    { lines: '  authentication {\n    auth_type PASS\n    auth_pass sec#ret << cut-by-comment\n  }\n' },
    { lines: '  authentication {\n    auth_type PASS\n    auth_pass "sec#ret"\n  }\n' },
  ),
  both(
    'a password in VRRPv3',
    {
      lines:
        '  version 3\n  authentication { << authentication-ignored\n    auth_type PASS\n    auth_pass secret12\n  }\n',
    },
    { lines: '  version 3\n' },
  ),
  {
    name: 'state MASTER without a priority',
    bad: [{ state: 'MASTER << master-without-priority', edit: (text) => text.replace('  priority 150\n', '') }, {}],
    good: [{ state: 'MASTER' }, {}],
  },
  {
    name: 'a priority out of range',
    bad: [{ priority: '300 << invalid-number' }, {}],
    good: [{ priority: '254' }, {}],
  },
  both('an id out of range', { id: '256 << invalid-number' }, { id: '255' }),
  both(
    'one id twice on an interface',
    {
      after: other('  virtual_router_id 51 << duplicate-virtual-router-id\n  priority 90\n').replace(
        'VI_2 {',
        'VI_2 {',
      ),
    },
    {},
  ),
  both(
    'several checks on one line',
    { track: '    chk_haproxy chk_other << several-on-one-line\n' },
    { track: '    chk_haproxy weight 0\n' },
  ),
  both(
    'several addresses on one line',
    { vips: '    192.168.1.100/24 192.168.1.101/24 << invalid-value\n' },
    { vips: '    192.168.1.100/24\n    192.168.1.101/24\n' },
  ),
  both('a state in small letters', { state: 'backup << invalid-value' }, {}),
  both('an unknown keyword', { lines: '  no_preempt << unknown-keyword\n' }, { lines: '  garp_master_delay 5\n' }),
  both(
    'a definition that is missing',
    { top: '$NET=192.168.1\n', vips: '    $NETT.100/24 << undefined-definition\n' },
    { top: '$NET=192.168.1\n', vips: `    \${NET}.100/24\n` },
  ),
  both(
    'an id of a configuration that no node has',
    { lines: '@left garp_master_delay 5 << configuration-id-unmatched\n' },
    { lines: '@lb1 garp_master_delay 5\n@lb2 garp_master_delay 5\n' },
  ),
  both(
    'an include that matches nothing',
    {
      top: 'include parts/one.conf\ninclude parts/two.conf << include-without-file\n',
      files: { 'parts/one.conf': part },
    },
    { top: 'include parts/one.conf\n', files: { 'parts/one.conf': part } },
  ),
  both(
    'a sync group with one member',
    { after: 'vrrp_sync_group G { << sync-group-with-one-member\n  group {\n    VI_1\n  }\n}\n' },
    {},
  ),
  both(
    'a weight in a sync group',
    {
      track: '    chk_haproxy weight -60 << weight-ignored-in-sync-group\n',
      after: `${other('  virtual_router_id 52\n  priority 100\n')}vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n}\n`,
    },
    {},
  ),
  both(
    'a timeout above the interval',
    { script: check(health, '  interval 2\n  timeout 5 << timeout-above-interval\n  fall 2\n') },
    { script: check(health, '  interval 2\n  timeout 1\n  fall 2\n') },
  ),
  both(
    'a check of another machine that counts its first failure',
    { script: check('"/usr/bin/ping -c 1 -W 1 192.168.1.1" << check-without-fall', '  interval 2\n') },
    { script: check('"/usr/bin/ping -c 1 -W 1 192.168.1.1"', '  interval 2\n  fall 3\n  weight -60\n') },
  ),
  both(
    'a fraction of a second before 2.3.2',
    { script: check(health, '  interval 0.5 << invalid-number\n  fall 2\n') },
    { script: check(health, '  interval 1\n  fall 2\n') },
    '2.2.7',
  ),
  both('a fractional interval in VRRPv2', { lines: '  advert_int 0.5 << fractional-advert-int\n' }, {}),
  both(
    'init_fail',
    { script: check(health, '  interval 2\n  fall 2\n  init_fail << init-fail-without-effect\n') },
    {},
    '2.2.7',
  ),
  both(
    'skip_check_adv_addr off',
    { lines: '  skip_check_adv_addr off << skip-check-adv-addr-off\n' },
    { lines: '  skip_check_adv_addr\n' },
  ),
  both(
    'a broadcast address that is the virtual one',
    { vips: '    192.168.1.100/24 brd 192.168.1.100 << broadcast-of-other-network\n' },
    { vips: '    192.168.1.100/24 brd 192.168.1.255\n' },
  ),
  both(
    'addresses of two families',
    { vips: '    192.168.1.100/24\n    2001:db8::100/64 << other-address-family\n' },
    { lines: '  virtual_ipaddress_excluded {\n    2001:db8::100/64\n  }\n' },
  ),
  both(
    "a virtual address that is the node's own",
    {
      lines: '  unicast_src_ip 192.168.1.100\n  unicast_peer {\n    192.168.1.12\n  }\n',
      vips: '    192.168.1.100/24 << virtual-address-is-node-address\n',
    },
    {},
  ),
  both(
    'an address in two instances',
    {
      after: other('  virtual_router_id 52\n  priority 100\n').replace(
        '192.168.1.101/24',
        '192.168.1.100/24 << virtual-address-in-two-instances',
      ),
      priority: '100',
    },
    {},
  ),
  both('dont_track_primary', { lines: '  dont_track_primary << interface-not-tracked\n' }, {}),
  both(
    'the own interface tracked',
    { lines: '  track_interface {\n    eth0 << own-interface-tracked\n  }\n' },
    { lines: '  track_interface {\n    eth1\n  }\n' },
  ),
  both(
    'several tracked interfaces',
    { lines: '  track_interface {\n    eth1\n    eth2 << several-tracked-interfaces\n  }\n' },
    { lines: '  track_interface {\n    eth1\n  }\n' },
    '2.3.4',
  ),
  both('a delay that is stretched', { globals: '  vrrp_startup_delay 10 << startup-delay-stretched\n' }, {}, '2.2.7'),
  both(
    'only a way up',
    { lines: '  notify_master "/usr/local/bin/up" << notify-without-way-back\n' },
    {
      lines:
        '  notify_master "/usr/local/bin/up"\n  notify_backup "/usr/local/bin/down"\n  notify_fault "/usr/local/bin/down"\n',
    },
  ),
  both(
    'mails without a server',
    { globals: '  notification_email { << mails-without-server\n    ops@example.com\n  }\n' },
    { globals: '  notification_email {\n    ops@example.com\n  }\n  smtp_server 192.0.2.25\n' },
  ),
  both('a byte order mark', { top: '\uFEFFglobal_defs { << byte-order-mark\n}\n' }, {}),
  both(
    'only excluded addresses',
    {
      edit: (text) =>
        text
          .replace('VI_1 {', 'VI_1 { << missing-virtual-address')
          .replace('virtual_ipaddress {', 'virtual_ipaddress_excluded {'),
    },
    {},
  ),
  both(
    'only excluded addresses in VRRPv3',
    {
      lines: '  version 3\n',
      edit: (text) =>
        text
          .replace('VI_1 {', 'VI_1 { << missing-virtual-address')
          .replace('virtual_ipaddress {', 'virtual_ipaddress_excluded {'),
    },
    { lines: '  version 3\n  virtual_ipaddress_excluded {\n    192.168.1.101/24\n  }\n' },
  ),
  both(
    'two BFD sessions with one neighbour',
    {
      top: 'bfd_instance a {\n  neighbor_ip 192.168.1.1\n}\nbfd_instance b {\n  neighbor_ip 192.168.1.1 << repeated-neighbour\n}\n',
    },
    { top: 'bfd_instance a {\n  neighbor_ip 192.168.1.1\n}\nbfd_instance b {\n  neighbor_ip 192.168.1.2\n}\n' },
  ),
];
