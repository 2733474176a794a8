import { type NodeParts, type Pitfall, proxy } from './pitfalls.ts';

/** Both nodes are wrong in the same way. */
const both = (name: string, bad: NodeParts, good: NodeParts): Pitfall => ({ name, bad: [bad], good: [good] });
const peers = (names: string, more = ''): NodeParts => ({ haproxy: proxy(':443', `peers mates${names}${more}`) });
const line = (name: string, host = 11): string => `  peer ${name} 192.168.1.${host}:10000\n`;
const here = ' << local-peer-missing\n';
const localpeer = (name: string, text: string): NodeParts => ({
  haproxy: proxy(':443', text).replace('global\n', `global\n  localpeer ${name}\n`),
});
const nonlocal = { 'sysctl.conf': 'net.ipv4.ip_nonlocal_bind = 1\n' };
const check = (command: string): string =>
  `vrrp_script chk_haproxy {\n  script ${command}\n  interval 2\n  fall 2\n}\n`;
const bfd = (...blocks: readonly string[]): NodeParts => ({
  top: blocks.map((lines, index) => `bfd_instance b${index} {\n${lines}}\n`).join(''),
});
const excluded = (more = ''): NodeParts => ({
  lines: more,
  edit: (text) =>
    text
      .replace('VI_1 {', 'VI_1 { << missing-virtual-address')
      .replace('virtual_ipaddress {', 'virtual_ipaddress_excluded {'),
});
const alsoExcluded = (lines: string): NodeParts => ({ lines: `  virtual_ipaddress_excluded {\n${lines}  }\n` });

/** Kinds of trouble between nodes, each in several ways that operators write it. */
export const variations: readonly Pitfall[] = [
  both(
    'peers called by their role',
    peers(here, line('primary') + line('secondary', 12)),
    peers('\n', line('lb1') + line('lb2', 12)),
  ),
  both(
    'peers of another pair',
    peers(here, line('web1') + line('web3', 12)),
    peers('\n', line('lb1.example.com') + line('lb2.example.com', 12)),
  ),
  both(
    'peers as servers',
    peers(here, '  bind :10000\n  server left 192.168.1.11:10000\n  server right 192.168.1.12:10000\n'),
    peers('\n', '  bind :10000\n  server lb1\n  server lb2 192.168.1.12:10000\n'),
  ),
  {
    name: 'a localpeer that the section does not name',
    bad: [
      localpeer('a', `peers mates${here}${line('b')}${line('c', 12)}`),
      localpeer('c', `peers mates\n${line('b')}${line('c', 12)}`),
    ],
    good: [
      localpeer('b', `peers mates\n${line('b')}${line('c', 12)}`),
      localpeer('c', `peers mates\n${line('b')}${line('c', 12)}`),
    ],
  },
  {
    name: 'only the partner',
    bad: [peers(here, line('lb2', 12)), peers(here, line('lb1'))],
    good: [peers('\n', line('lb2', 12) + line('lb1')), peers('\n', line('lb2', 12) + line('lb1'))],
  },
  {
    name: 'own addresses, and a check by name',
    bad: [
      {
        haproxy: proxy('192.168.1.11:443 << bind-beside-virtual-address'),
        script: check('"/usr/bin/pgrep -x haproxy"'),
      },
      { haproxy: proxy('192.168.1.12:443'), script: check('"/usr/bin/pgrep -x haproxy"') },
    ],
    good: [
      { haproxy: proxy('192.168.1.100:443'), files: nonlocal },
      { haproxy: proxy('192.168.1.100:443'), files: nonlocal },
    ],
  },
  {
    name: 'own addresses with two ports',
    bad: [
      { haproxy: proxy('192.168.1.11:443 << bind-beside-virtual-address\n  bind 192.168.1.11:80') },
      { haproxy: proxy('192.168.1.12:443\n  bind 192.168.1.12:80') },
    ],
    good: [
      { haproxy: proxy('192.168.1.11:443\n  bind 192.168.1.100:443 transparent') },
      { haproxy: proxy('192.168.1.12:443\n  bind 192.168.1.100:443 transparent') },
    ],
  },
  {
    name: 'own addresses in a listen section',
    bad: [
      {
        haproxy: proxy('192.168.1.11:443 << bind-beside-virtual-address')
          .replace(/frontend web/, 'listen web')
          .replace('  default_backend app\nbackend app\n', ''),
      },
      {
        haproxy: proxy('192.168.1.12:443')
          .replace(/frontend web/, 'listen web')
          .replace('  default_backend app\nbackend app\n', ''),
      },
    ],
    good: [
      {
        haproxy: proxy('*:443')
          .replace(/frontend web/, 'listen web')
          .replace('  default_backend app\nbackend app\n', ''),
      },
    ],
  },
  {
    name: 'own addresses with a process that is tracked',
    bad: [
      {
        haproxy: proxy('192.168.1.11:443 << bind-beside-virtual-address'),
        script: 'vrrp_track_process chk_haproxy {\n  process haproxy\n}\n',
        edit: (text) => text.replace('track_script', 'track_process'),
      },
      {
        haproxy: proxy('192.168.1.12:443'),
        script: 'vrrp_track_process chk_haproxy {\n  process haproxy\n}\n',
        edit: (text) => text.replace('track_script', 'track_process'),
      },
    ],
    good: [{ haproxy: proxy('0.0.0.0:443') }],
  },
  {
    name: 'own addresses, and IPv6 of the node',
    bad: [
      { haproxy: proxy('192.168.1.11:443 << bind-beside-virtual-address\n  bind [2001:db8::11]:443') },
      { haproxy: proxy('192.168.1.12:443\n  bind [2001:db8::12]:443') },
    ],
    good: [
      { haproxy: proxy('192.168.1.11:443\n  bind lb.example.com:443') },
      { haproxy: proxy('192.168.1.12:443\n  bind lb.example.com:443') },
    ],
  },
  both(
    'a check through the virtual address with wget',
    {
      script: check('"/usr/bin/wget -q -O /dev/null http://192.168.1.100:443/" << check-goes-through-virtual-address'),
    },
    { script: check('"/usr/bin/wget -q -O /dev/null http://127.0.0.1:8404/health"') },
  ),
  both(
    'a check through the virtual address with nc',
    { script: check('"/usr/bin/nc -z 192.168.1.100 443" << check-goes-through-virtual-address') },
    { script: check('"/usr/bin/nc -z 127.0.0.1 443"') },
  ),
  both(
    'a check that asks keepalived about itself',
    { script: check('"/usr/bin/pgrep keepalived" << check-sees-keepalived') },
    {},
  ),
  both(
    'a check that looks for the address on the node',
    {
      script: check(
        `"/bin/sh -c '/sbin/ip -4 addr show eth0 | grep -q 192.168.1.100'" << check-goes-through-virtual-address`,
      ),
    },
    { script: check('"/usr/bin/curl -fs http://localhost:8404/health"') },
  ),
  both(
    'HAProxy started by notify, and checked',
    {
      lines:
        '  notify_master "/usr/sbin/service haproxy start" << notify-starts-haproxy\n  notify_backup "/usr/sbin/service haproxy stop"\n  notify_fault "/usr/sbin/service haproxy stop"\n',
    },
    { lines: '  notify_master "/usr/sbin/service haproxy reload"\n' },
  ),
  both('excluded addresses only', excluded(), alsoExcluded('    192.168.1.101/24\n')),
  both(
    'excluded addresses only, with a script',
    excluded('  notify "/usr/local/bin/tell"\n'),
    alsoExcluded('    2001:db8::1/64\n'),
  ),
  both('excluded addresses only, in VRRPv3', excluded('  version 3\n'), {
    lines: '  version 3\n  virtual_ipaddress_excluded {\n    192.168.1.101/24\n  }\n',
  }),
  both('excluded addresses only, in strict mode', excluded('  strict_mode on\n  version 3\n  accept\n'), {
    lines: '  strict_mode on\n  version 3\n  accept\n  virtual_ipaddress_excluded {\n    192.168.1.101/24\n  }\n',
  }),
  both(
    'an empty list beside excluded addresses',
    {
      ...excluded(),
      edit: (text) =>
        text
          .replace('VI_1 {', 'VI_1 { << missing-virtual-address')
          .replace('virtual_ipaddress {', 'virtual_ipaddress {\n  }\n  virtual_ipaddress_excluded {'),
    },
    alsoExcluded('    192.168.1.101/24\n    192.168.1.102/24\n'),
  ),
  both(
    'BFD: a copied block',
    bfd('  neighbor_ip 192.168.1.1\n', '  neighbor_ip 192.168.1.1 << repeated-neighbour\n'),
    bfd('  neighbor_ip 192.168.1.1\n', '  neighbor_ip 192.168.1.2\n'),
  ),
  both(
    'BFD: another spelling',
    bfd('  neighbor_ip 2001:db8::1\n', '  neighbour_ip 2001:DB8:0:0::1 << repeated-neighbour\n'),
    bfd('  neighbor_ip 2001:db8::1\n', '  neighbor_ip 2001:db8::11\n'),
  ),
  both(
    'BFD: one source',
    bfd(
      '  neighbor_ip 192.168.1.1\n  source_ip 192.168.1.11\n',
      '  neighbor_ip 192.168.1.1 << repeated-neighbour\n  source_ip 192.168.1.11\n',
    ),
    bfd(
      '  neighbor_ip 192.168.1.1\n  source_ip 192.168.1.11\n',
      '  neighbor_ip 192.168.1.1\n  source_ip 192.168.2.11\n',
    ),
  ),
  both(
    'BFD: other times for the same neighbour',
    bfd('  neighbor_ip 192.168.1.1\n  min_rx 100\n', '  neighbor_ip 192.168.1.1 << repeated-neighbour\n  min_rx 200\n'),
    bfd('  neighbor_ip 192.168.1.1\n  min_rx 100\n', '  neighbor_ip 192.168.1.1\n  multihop\n'),
  ),
  both(
    'BFD: the third of three',
    bfd(
      '  neighbor_ip 192.168.1.1\n',
      '  neighbor_ip 192.168.1.2\n',
      '  neighbor_ip 192.168.1.1 << repeated-neighbour\n',
    ),
    bfd('  neighbor_ip 192.168.1.1\n', '  neighbor_ip 192.168.1.2\n', '  neighbor_ip 192.168.1.3\n'),
  ),
];
