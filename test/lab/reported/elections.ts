import { block, conf, type Experiment, node, pair, settled, together, vip } from './experiment.ts';

const vips = [vip];
const password = (text: string, type = 'PASS'): string =>
  block('authentication', [`auth_type ${type}`, `auth_pass ${text}`]);

const syncedPair = (vmac: 'first' | 'second') =>
  Object.fromEntries(
    [11, 12].map((host) => {
      const priority = host === 11 ? 150 : 100;
      const lines = (which: string): string[] => (which === vmac ? ['use_vmac', 'vmac_xmit_base'] : []);
      const text = conf({
        priority,
        lines: lines('first'),
        others: [{ name: 'VI_2', on: 'eth1', id: 52, priority, vips: ['10.0.0.100'], lines: lines('second') }],
        below: [block('vrrp_sync_group G', [block('group', ['VI_1', 'VI_2'])])],
      });
      return [
        host === 11 ? 'a' : 'b',
        { ifs: { eth0: [`192.168.1.${host}/24`], eth1: [`10.0.0.${host}/24`] }, conf: text },
      ];
    }),
  );

/** What decides the first election, and what keeps nodes from hearing each other. */
export const electionExperiments: readonly Experiment[] = [
  {
    id: 'nopreempt-higher-first',
    title: 'nobody preempts, the better node is half a second earlier',
    quick: true,
    nodes: pair(() => ({ lines: ['state BACKUP', 'nopreempt'] })),
    vips,
    events: [
      [0, 'start', 'a'],
      [0.5, 'start', 'b'],
    ],
    until: 7,
  },
  {
    id: 'nopreempt-lower-first',
    title: 'nobody preempts, the other node is half a second earlier: it takes the address and keeps it',
    quick: true,
    nodes: pair(() => ({ lines: ['state BACKUP', 'nopreempt'] })),
    vips,
    events: [
      [0, 'start', 'b'],
      [0.5, 'start', 'a'],
    ],
    until: 7,
  },
  {
    id: 'nopreempt-lower-first-close',
    title: 'nobody preempts, priorities are close, the other node is half a second earlier',
    nodes: pair((name) => ({ priority: name === 'a' ? 101 : 100, lines: ['state BACKUP', 'nopreempt'] })),
    vips,
    events: [
      [0, 'start', 'b'],
      [0.5, 'start', 'a'],
    ],
    until: 7,
  },
  {
    id: 'nopreempt-close-together',
    title: 'nobody preempts, priorities are close, both start together: a race',
    nodes: pair((name) => ({ priority: name === 'a' ? 101 : 100, lines: ['state BACKUP', 'nopreempt'] })),
    vips,
    events: [together],
    until: 6,
  },
  {
    id: 'nopreempt-with-state-master',
    title: 'state MASTER makes nopreempt void',
    nodes: pair((name) => ({ lines: [`state ${name === 'a' ? 'MASTER' : 'BACKUP'}`, 'nopreempt'] })),
    vips,
    events: [
      [0, 'start', 'b'],
      [settled, 'start', 'a'],
    ],
    until: 12,
  },
  {
    id: 'state-twice',
    title: 'state stands twice, BACKUP after MASTER: nopreempt counts',
    quick: true,
    nodes: pair((name) => ({ lines: [...(name === 'a' ? ['state MASTER'] : []), 'state BACKUP', 'nopreempt'] })),
    vips,
    events: [
      [0, 'start', 'b'],
      [settled, 'start', 'a'],
    ],
    until: 12,
  },
  {
    id: 'state-twice-master-last',
    title: 'state stands twice, MASTER after BACKUP: nopreempt is void',
    quick: true,
    nodes: pair((name) => ({ lines: ['state BACKUP', ...(name === 'a' ? ['state MASTER'] : []), 'nopreempt'] })),
    vips,
    events: [
      [0, 'start', 'b'],
      [settled, 'start', 'a'],
    ],
    until: 12,
  },
  {
    id: 'excluded-only',
    title: 'excluded addresses only, VRRPv2',
    quick: true,
    nodes: pair(() => ({ vips: [], lines: [block('virtual_ipaddress_excluded', [vip])] })),
    vips,
    events: [together, [settled, 'stop', 'a']],
    until: 8,
  },
  {
    id: 'excluded-only-v3',
    title: 'excluded addresses only, VRRPv3',
    nodes: pair(() => ({ vips: [], lines: ['version 3', block('virtual_ipaddress_excluded', [vip])] })),
    vips,
    events: [together],
    until: 6,
  },
  {
    id: 'excluded-only-strict',
    title: 'excluded addresses only, in strict mode',
    nodes: pair(() => ({
      globals: ['vrrp_strict'],
      vips: [],
      lines: [block('virtual_ipaddress_excluded', [vip])],
    })),
    vips,
    events: [together],
    until: 6,
  },
  {
    id: 'excluded-only-on-one',
    title: 'one node has the address as an excluded one only',
    quick: true,
    nodes: pair((name) => (name === 'a' ? {} : { vips: [], lines: [block('virtual_ipaddress_excluded', [vip])] })),
    vips,
    events: [together, [settled, 'stop', 'a']],
    until: 9,
  },
  {
    id: 'no-address-on-one',
    title: 'one node has no address at all',
    quick: true,
    nodes: pair((name) => (name === 'a' ? {} : { vips: [] })),
    vips,
    events: [together, [settled, 'stop', 'a']],
    until: 9,
  },
  {
    id: 'no-address-on-the-better',
    title: 'the better node has no address at all',
    nodes: pair((name) => (name === 'b' ? {} : { vips: [] })),
    vips,
    events: [together, [settled, 'stop', 'a']],
    until: 9,
  },
  {
    id: 'vmac-in-one-member',
    title: 'use_vmac in the second member of a sync group',
    quick: true,
    nodes: syncedPair('second'),
    vips: [vip, '10.0.0.100'],
    events: [together, [settled, 'unplug', 'a', 'eth0'], [10.3, 'plug', 'a', 'eth0']],
    until: 16,
  },
  {
    id: 'vmac-in-the-first-member',
    title: 'use_vmac in the first member of a sync group',
    nodes: syncedPair('first'),
    vips: [vip, '10.0.0.100'],
    events: [together, [settled, 'unplug', 'a', 'eth1'], [10.3, 'plug', 'a', 'eth1']],
    until: 16,
  },
  {
    id: 'passwords-differ',
    title: 'the passwords differ',
    quick: true,
    nodes: pair((name) => ({ lines: [password(name)] })),
    vips,
    events: [together],
    until: 6,
  },
  {
    id: 'password-on-one',
    title: 'one node has a password',
    nodes: pair((name) => ({ lines: name === 'a' ? [password('secret')] : [] })),
    vips,
    events: [together],
    until: 6,
  },
  {
    id: 'password-cut',
    title: 'passwords that differ after the eighth letter',
    nodes: pair((name) => ({ lines: [password(`12345678${name}`)] })),
    vips,
    events: [together, [settled, 'stop', 'a']],
    until: 8,
  },
  {
    id: 'authentication-types-differ',
    title: 'AH on one node, PASS on the other',
    nodes: pair((name) => ({ lines: [password('secret', name === 'a' ? 'AH' : 'PASS')] })),
    vips,
    events: [together],
    until: 6,
  },
  {
    id: 'intervals-differ-v2',
    title: 'VRRPv2 with an interval of its own on each node',
    quick: true,
    nodes: pair((name) => ({ lines: [`advert_int ${name === 'a' ? 1 : 2}`] })),
    vips,
    events: [together],
    until: 9,
  },
  {
    id: 'intervals-differ-v3',
    title: 'VRRPv3 with an interval of its own on each node',
    nodes: pair((name) => ({ lines: ['version 3', `advert_int ${name === 'a' ? 1 : 2}`] })),
    vips,
    events: [together, [settled, 'power', 'a']],
    until: 12,
  },
  {
    id: 'versions-differ',
    title: 'VRRPv2 on one node and v3 on the other',
    nodes: pair((name) => ({ lines: [`version ${name === 'a' ? 2 : 3}`] })),
    vips,
    events: [together],
    until: 6,
  },
  {
    id: 'addresses-differ',
    title: 'one node has one address more',
    nodes: {
      a: node(11, conf({ priority: 150 })),
      b: node(12, conf({ priority: 100, vips: [vip, '192.168.1.101'] })),
    },
    vips: [vip, '192.168.1.101'],
    events: [together, [settled, 'stop', 'a']],
    until: 8,
  },
];
