import { block, conf, type Experiment, node, pair, settled, together, vip } from './experiment.ts';

const both = (host: number) => ({
  eth0: [`192.168.1.${host}/24`, `fd00::${host}/64`],
  eth1: [`10.0.0.${host}/24`, `fd01::${host}/64`],
});

const stopA = [
  [settled, 'stop', 'a'],
  [8.3, 'start', 'a'],
] as const;

/** Several links, several multicast groups, several clusters on one network, IPv6. */
export const linkExperiments: readonly Experiment[] = [
  {
    id: 'link-local-on-two-links',
    title: 'one link-local address on two links',
    quick: true,
    nodes: Object.fromEntries(
      [11, 12].map((host) => {
        const priority = host === 11 ? 150 : 100;
        const text = conf({
          priority,
          vips: ['fe80::100', 'fd00::100'],
          others: [{ name: 'VI_2', on: 'eth1', id: 52, priority: 250 - priority, vips: ['fe80::100', 'fd01::100'] }],
        });
        return [host === 11 ? 'a' : 'b', { ifs: both(host), conf: text }];
      }),
    ),
    vips: ['fd00::100', 'fd01::100'],
    events: [together, ...stopA],
    until: 13,
  },
  {
    id: 'one-id-in-two-groups',
    title: 'one virtual_router_id in two multicast groups of one interface',
    quick: true,
    nodes: pair((name) => ({
      lines: ['mcast_dst_ip 224.0.0.18'],
      others: [
        {
          name: 'VI_2',
          priority: name === 'a' ? 100 : 150,
          vips: ['192.168.1.101'],
          lines: ['mcast_dst_ip 224.0.0.118'],
        },
      ],
    })),
    vips: [vip, '192.168.1.101'],
    events: [together, ...stopA],
    until: 13,
  },
  {
    id: 'two-clusters-in-two-groups',
    title: 'two clusters with one virtual_router_id, each in a multicast group of its own',
    quick: true,
    nodes: Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((name, index) => {
        const isFirst = index < 2;
        const group = isFirst ? '224.0.0.18' : '224.0.0.118';
        const priority = index % 2 === 0 ? 150 : 100;
        return [
          name,
          node(
            11 + index,
            conf({ priority, globals: [`vrrp_mcast_group4 ${group}`], vips: [isFirst ? vip : '192.168.1.200'] }),
          ),
        ];
      }),
    ),
    vips: [vip, '192.168.1.200'],
    events: [
      [0, 'start', 'a', 'b', 'c', 'd'],
      [settled, 'stop', 'a'],
    ],
    until: 9,
  },
  {
    id: 'groups-differ',
    title: 'the nodes of one cluster use different multicast groups',
    nodes: pair((name) => ({ globals: [`vrrp_mcast_group4 224.0.0.${name === 'a' ? 18 : 118}`] })),
    vips: [vip],
    events: [together],
    until: 6,
  },
  {
    id: 'two-clusters-one-id',
    title: 'two clusters with one virtual_router_id on one network',
    quick: true,
    nodes: Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((name, index) => [
        name,
        node(
          11 + index,
          conf({ priority: [150, 100, 140, 90][index] ?? 1, vips: [index < 2 ? vip : '192.168.1.200'] }),
        ),
      ]),
    ),
    vips: [vip, '192.168.1.200'],
    events: [[0, 'start', 'a', 'b', 'c', 'd']],
    until: 12,
  },
  {
    id: 'two-clusters-one-id-other-passwords',
    title: 'two clusters with one virtual_router_id and passwords of their own',
    nodes: Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((name, index) => [
        name,
        node(
          11 + index,
          conf({
            priority: [150, 100, 140, 90][index] ?? 1,
            vips: [index < 2 ? vip : '192.168.1.200'],
            lines: [block('authentication', ['auth_type PASS', `auth_pass ${index < 2 ? 'one' : 'two'}`])],
          }),
        ),
      ]),
    ),
    vips: [vip, '192.168.1.200'],
    events: [[0, 'start', 'a', 'b', 'c', 'd']],
    until: 12,
  },
  {
    id: 'stranger-with-the-same-id',
    title: 'a third machine uses the virtual_router_id for another address',
    nodes: {
      ...pair(() => ({})),
      c: node(13, conf({ priority: 200, vips: ['192.168.1.200'] })),
    },
    vips: [vip, '192.168.1.200'],
    events: [[0, 'start', 'a', 'b', 'c']],
    until: 10,
  },
  {
    id: 'ipv6-first-link-local',
    title: 'an IPv6 instance whose first address is link-local',
    quick: true,
    nodes: pair(() => ({ vips: ['fe80::100', 'fd00::100'] }), {}),
    vips: ['fd00::100', 'fe80::100'],
    events: [together, ...stopA],
    until: 13,
  },
  {
    id: 'ipv6-first-global',
    title: 'an IPv6 instance whose first address is not link-local',
    nodes: pair(() => ({ vips: ['fd00::100'] })),
    vips: ['fd00::100'],
    events: [together, ...stopA],
    until: 13,
  },
  {
    id: 'ipv6-unicast-without-source',
    title: 'IPv6 unicast to global addresses without unicast_src_ip',
    quick: true,
    nodes: pair((name) => ({
      vips: ['fd00::100'],
      lines: [block('unicast_peer', [`fd00::${name === 'a' ? 12 : 11}`])],
    })),
    vips: ['fd00::100'],
    events: [together],
    until: 7,
  },
  {
    id: 'ipv6-unicast-with-source',
    title: 'IPv6 unicast with unicast_src_ip',
    quick: true,
    nodes: pair((name) => ({
      vips: ['fd00::100'],
      lines: [
        `unicast_src_ip fd00::${name === 'a' ? 11 : 12}`,
        block('unicast_peer', [`fd00::${name === 'a' ? 12 : 11}`]),
      ],
    })),
    vips: ['fd00::100'],
    events: [together, ...stopA],
    until: 13,
  },
  ...(['a', 'b'] as const).map((one) => ({
    id: `ipv6-unicast-source-on-${one}`,
    title: `IPv6 unicast with unicast_src_ip on ${one === 'a' ? 'the better node' : 'the other node'} only`,
    nodes: pair((name) => ({
      vips: ['fd00::100'],
      lines: [
        ...(name === one ? [`unicast_src_ip fd00::${name === 'a' ? 11 : 12}`] : []),
        block('unicast_peer', [`fd00::${name === 'a' ? 12 : 11}`]),
      ],
    })),
    vips: ['fd00::100'],
    events: [together, [settled, 'stop', 'a'] as const],
    until: 9,
  })),
  {
    id: 'unicast-source-not-local',
    title: 'unicast_src_ip of the better node is no address of it',
    quick: true,
    nodes: pair((name) => ({
      lines: [
        `unicast_src_ip 192.168.1.${name === 'a' ? 77 : 12}`,
        block('unicast_peer', [`192.168.1.${name === 'a' ? 12 : 11}`]),
      ],
    })),
    vips: [vip],
    events: [together],
    until: 8,
  },
  {
    id: 'unicast-source-not-local-worse',
    title: 'unicast_src_ip of the other node is no address of it',
    nodes: pair((name) => ({
      lines: [
        `unicast_src_ip 192.168.1.${name === 'a' ? 11 : 77}`,
        block('unicast_peer', [`192.168.1.${name === 'a' ? 12 : 11}`]),
      ],
    })),
    vips: [vip],
    events: [together, [settled, 'stop', 'a']],
    until: 9,
  },
].map((experiment): Experiment => withIpv6(experiment as Experiment));

/** IPv6 addresses for the nodes whose virtual addresses need them. */
function withIpv6(experiment: Experiment): Experiment {
  if (!experiment.vips.some((address) => address.includes(':'))) return experiment;
  const nodes = Object.entries(experiment.nodes).map(([name, own]) => {
    const eth0 = own.ifs['eth0'] ?? [];
    if (eth0.some((address) => address.includes(':'))) return [name, own] as const;
    const host = eth0[0]?.replace(/^.*\.|\/.*$/g, '');
    return [name, { ...own, ifs: { ...own.ifs, eth0: [...eth0, `fd00::${host}/64`] } }] as const;
  });
  return { ...experiment, nodes: Object.fromEntries(nodes) };
}
