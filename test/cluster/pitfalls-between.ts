import { type Pitfall, proxy } from './pitfalls.ts';

const script = (weight: number): string =>
  `vrrp_script chk_haproxy {\n  script "/usr/bin/curl -fs http://127.0.0.1:8404/health"\n  interval 2\n  fall 2\n  weight ${weight}\n}\n`;
const auth = (password: string): string => `  authentication {\n    auth_type PASS\n    auth_pass ${password}\n  }\n`;
const unicast = (own: number, ...peers: readonly number[]): string =>
  `  unicast_src_ip 192.168.1.${own}\n  unicast_peer {\n${peers.map((peer) => `    192.168.1.${peer}\n`).join('')}  }\n`;
const second = (id: number, priority: number, more = ''): string =>
  `vrrp_instance VI_2 {\n  state BACKUP\n  interface eth1\n  virtual_router_id ${id}\n  priority ${priority}\n${more}  track_script {\n    chk_haproxy\n  }\n  virtual_ipaddress {\n    10.0.0.100/24\n  }\n}\n`;
const group = (members: readonly string[]): string =>
  `vrrp_sync_group G {\n  group {\n${members.map((name) => `    ${name}\n`).join('')}  }\n}\n`;
const peers = (...names: readonly string[]): string =>
  `peers mates\n${names.map((name, index) => `  peer ${name} 192.168.1.${11 + index}:10000\n`).join('')}`;

/** Without its check. */
const untracked = (text: string): string => text.replace(/ {2}track_script \{[^}]*\}\n/, '');

export const pitfallsBetween: readonly Pitfall[] = [
  {
    name: 'a weight that does not reach the other priority',
    bad: [
      { script: script(-20).replace('weight -20', 'weight -20 << check-weight-too-small') },
      { script: script(-20) },
    ],
    good: [{ script: script(-60) }, { script: script(-60) }],
  },
  {
    name: 'a weight that only reaches equality',
    bad: [
      { script: script(-50).replace('weight -50', 'weight -50 << check-weight-too-small') },
      { script: script(-50) },
    ],
    good: [{ script: script(-51) }, { script: script(-51) }],
  },
  {
    name: 'a positive weight that is too small',
    bad: [{ script: script(20).replace('weight 20', 'weight 20 << check-weight-too-small') }, { script: script(20) }],
    good: [{ script: script(60) }, { script: script(60) }],
  },
  {
    name: 'nopreempt on the taker, and a weight on the master',
    bad: [{ script: script(-60) }, { script: script(-60), lines: '  nopreempt << nopreempt-with-weight\n' }],
    good: [{ lines: '  nopreempt\n' }, { lines: '  nopreempt\n' }],
  },
  {
    name: 'nopreempt on the lowest node only',
    bad: [{}, { lines: '  nopreempt << nopreempt-on-lower-node-only\n' }],
    good: [{ lines: '  nopreempt\n' }, {}],
  },
  {
    name: 'lists of addresses that differ',
    bad: [{}, { vips: '    192.168.1.100/24\n    192.168.1.101/24 << virtual-addresses-differ\n' }],
    good: [{ vips: '    192.168.1.100/24\n    192.168.1.101/24\n' }],
  },
  {
    name: 'one address under two ids',
    bad: [{ id: '51 << virtual-router-id-differs' }, { id: '52' }],
    good: [{ id: '52' }],
  },
  {
    name: 'passwords that differ',
    bad: [{ lines: auth('secret1 << authentication-differs') }, { lines: auth('secret2') }],
    good: [{ lines: auth('secret1') }],
  },
  {
    name: 'a password on one side',
    bad: [{ lines: auth('secret1 << authentication-differs').replace('authentication {', 'authentication {') }, {}],
    good: [{}],
  },
  {
    name: 'intervals that differ in VRRPv2',
    bad: [{ lines: '' }, { lines: '  advert_int 2 << advert-interval-differs\n' }],
    good: [{}],
  },
  {
    name: 'versions that differ',
    bad: [{ lines: '  version 3 << vrrp-version-differs\n' }, {}],
    good: [{ lines: '  version 3\n' }],
  },
  {
    name: 'unicast on one side',
    bad: [{ lines: unicast(11, 12).replace('unicast_peer {', 'unicast_peer { << unicast-and-multicast-mixed') }, {}],
    good: [{ lines: unicast(11, 12) }, { lines: unicast(12, 11) }],
  },
  {
    name: 'a peer that is no node',
    bad: [{ lines: unicast(11, 12) }, { lines: unicast(12, 13).replace('.13', '.13 << unicast-peer-missing') }],
    good: [{ lines: unicast(11, 12) }, { lines: unicast(12, 11) }],
  },
  {
    name: 'HAProxy binds an address that the standby does not have',
    bad: [
      {
        haproxy: proxy('192.168.1.100:443 << bind-needs-nonlocal'),
        files: { 'sysctl.conf': 'net.ipv4.ip_forward = 1\n' },
      },
      { haproxy: proxy('192.168.1.100:443'), files: { 'sysctl.conf': 'net.ipv4.ip_forward = 1\n' } },
    ],
    good: [
      { haproxy: proxy('192.168.1.100:443'), files: { 'sysctl.conf': 'net.ipv4.ip_nonlocal_bind = 1\n' } },
      { haproxy: proxy('192.168.1.100:443'), files: { 'sysctl.conf': 'net.ipv4.ip_nonlocal_bind = 1\n' } },
    ],
  },
  {
    name: 'state MASTER on the lower node',
    bad: [{}, { state: 'MASTER << state-contradicts-priority' }],
    good: [{ state: 'MASTER' }, {}],
  },
  {
    name: 'equal priorities',
    bad: [{ priority: '100 << priorities-equal' }, { priority: '100' }],
    good: [{ priority: '101' }, { priority: '100' }],
  },
  {
    name: 'two owners of an address',
    bad: [{ priority: '255 << priority-of-address-owner' }, { priority: '255' }],
    good: [{ priority: '254' }, {}],
  },
  {
    name: 'multicast groups that differ',
    bad: [{ globals: '  vrrp_mcast_group4 224.0.0.19 << multicast-group-differs\n' }, {}],
    good: [{ globals: '  vrrp_mcast_group4 224.0.0.19\n' }],
  },
  {
    name: 'two networks of a pair without a sync group',
    bad: [
      { after: second(52, 150, '  virtual_routes {\n    0.0.0.0/0 via 10.0.0.1 dev eth1\n  }\n') },
      { after: second(52, 100, '  virtual_routes {\n    0.0.0.0/0 via 10.0.0.1 dev eth1\n  }\n') },
    ].map((node) => ({
      ...node,
      after: node.after.replace('VI_2 {', 'VI_2 { << instances-without-sync-group'),
    })),
    good: [{ after: second(52, 150) + group(['VI_1', 'VI_2']) }, { after: second(52, 100) + group(['VI_1', 'VI_2']) }],
  },
  {
    name: 'a sync group on one node',
    bad: [
      { after: second(52, 150) + group(['VI_1', 'VI_2']).replace('G {', 'G { << sync-group-on-some-nodes') },
      { after: second(52, 100) },
    ],
    good: [{ after: second(52, 150) + group(['VI_1', 'VI_2']) }, { after: second(52, 100) + group(['VI_1', 'VI_2']) }],
  },
  {
    name: 'members of a sync group with priorities in opposite order',
    bad: [
      { after: second(52, 100) + group(['VI_1', 'VI_2']) },
      {
        after:
          second(52, 150).replace('priority 150', 'priority 150 << sync-group-priorities-contradict') +
          group(['VI_1', 'VI_2']),
      },
    ],
    good: [{ after: second(52, 150) + group(['VI_1', 'VI_2']) }, { after: second(52, 100) + group(['VI_1', 'VI_2']) }],
  },
  {
    name: 'a check of HAProxy on one node only',
    bad: [{ track: '    chk_haproxy << tracking-differs\n' }, { script: '', edit: untracked }],
    good: [{}],
  },
  {
    name: 'no check of HAProxy at all',
    bad: [{ script: '', edit: (text) => untracked(text).replace('VI_1 {', 'VI_1 { << haproxy-not-tracked') }],
    good: [{}],
  },
  {
    name: 'an interval of another length in VRRPv3',
    bad: [{ lines: '  version 3\n  advert_int 2 << advert-interval-differs\n' }, { lines: '  version 3\n' }],
    good: [{ lines: '  version 3\n' }],
  },
  {
    name: 'HAProxy binds an address that nobody manages',
    bad: [{ haproxy: proxy('192.168.1.110:443 << bind-address-unmanaged') }, { haproxy: proxy('192.168.1.110:443') }],
    good: [{}],
  },
  {
    name: 'an address that no frontend listens on',
    bad: [
      {
        vips: '    192.168.1.100/24\n    192.168.1.101/24 << virtual-address-without-listener\n',
        haproxy: proxy('192.168.1.100:443 transparent'),
      },
      { vips: '    192.168.1.100/24\n    192.168.1.101/24\n', haproxy: proxy('192.168.1.100:443 transparent') },
    ],
    good: [{ haproxy: proxy('192.168.1.100:443 transparent') }],
  },
  {
    name: 'peers that name no node',
    bad: [
      { haproxy: proxy(':443', peers('left', 'right')).replace('peers mates', 'peers mates << local-peer-missing') },
    ],
    good: [{ haproxy: proxy(':443', peers('lb1', 'lb2')) }],
  },
  {
    name: 'peers that differ',
    bad: [
      { haproxy: proxy(':443', peers('lb1', 'lb2')) },
      {
        haproxy: proxy(':443', peers('lb2', 'lb1')).replace(
          'lb1 192.168.1.12:10000',
          'lb1 192.168.1.12:10000 << peers-differ',
        ),
      },
    ],
    good: [{ haproxy: proxy(':443', peers('lb1', 'lb2')) }],
  },
  {
    name: 'a peer on the virtual address',
    bad: [
      {
        haproxy: proxy(
          ':443',
          'peers mates\n  peer lb1 192.168.1.100:10000 << peer-on-virtual-address\n  peer lb2 192.168.1.12:10000\n',
        ),
      },
    ],
    good: [{ haproxy: proxy(':443', peers('lb1', 'lb2')) }],
  },
  {
    name: 'a stick table that is not shared',
    bad: [
      {
        haproxy: proxy(
          ':443',
          'backend sticky\n  stick-table type ip size 1m expire 1h << stick-table-without-peers\n  stick on src\n  server app1 192.168.1.51:443 check\n  server app2 192.168.1.52:443 check\n',
        ).replace('default_backend app', 'default_backend sticky'),
      },
    ],
    good: [
      {
        haproxy: proxy(
          ':443',
          `${peers('lb1', 'lb2')}backend sticky\n  stick-table type ip size 1m expire 1h peers mates\n  stick on src\n  server app1 192.168.1.51:443 check\n  server app2 192.168.1.52:443 check\n`,
        )
          .replace('default_backend app', 'default_backend sticky')
          .replace(/backend app\n.*\n.*\n/, ''),
      },
    ],
  },
  {
    name: 'servers that differ',
    bad: [
      {},
      { haproxy: proxy().replace('app2 192.168.1.52:443 check', 'app2 192.168.1.53:443 check << server-differs') },
    ],
    good: [{}],
  },
  {
    name: 'HAProxy beside the virtual address',
    bad: [
      { haproxy: proxy('192.168.1.11:443 << bind-beside-virtual-address') },
      { haproxy: proxy('192.168.1.12:443') },
    ],
    good: [{}],
  },
  {
    name: 'HAProxy that starts with the address',
    bad: [
      {
        lines:
          '  notify_master "/usr/bin/systemctl start haproxy" << notify-starts-haproxy\n  notify_backup "/usr/bin/systemctl stop haproxy"\n',
      },
    ],
    good: [{ lines: '  notify "/usr/local/bin/tell"\n' }],
  },
  {
    name: 'a check of the backends, which all nodes share',
    bad: [
      {
        script:
          'vrrp_script chk_haproxy {\n  script "/usr/bin/curl -fs http://192.168.1.51:443/" << check-asks-backend\n  interval 2\n  fall 2\n}\n',
      },
    ],
    good: [{}],
  },
  {
    name: 'a check through the virtual address',
    bad: [
      {
        script:
          'vrrp_script chk_haproxy {\n  script "/usr/bin/curl -fsk https://192.168.1.100/" << check-goes-through-virtual-address\n  interval 2\n  fall 2\n}\n',
      },
    ],
    good: [{}],
  },
];
