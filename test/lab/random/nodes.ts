import type { Dice } from './dice.ts';
import type { Frame, OtherRouter } from './frame.ts';
import { block, type InstancePlan, type NodePlan } from './plan.ts';
import { otherGroup } from './twists.ts';

/** The nodes of a cluster: alike as people configure them, sometimes with a mistake on one of them. */
export function drawNodes(random: Dice, frame: Frame): NodePlan[] {
  const nopreempt = random.pick(['none', 'none', 'none', 'none', 'all', 'first', 'last']);
  const preemptDelay = random.chance(0.09) ? random.between(2, 6) : undefined;
  // Where the first stays, close priorities would make a common start a race of a few milliseconds.
  const isSticky = nopreempt !== 'none' || preemptDelay !== undefined;
  const priorities = drawPriorities(random, frame.names.length, isSticky ? [60] : [1, 1, 10, 30, 50]);
  return frame.names.map((name, index): NodePlan => {
    const isFirst = priorities[index] === Math.max(...priorities);
    const stays = nopreempt === 'all' || (nopreempt === 'first') === isFirst;
    const options = [
      ...(nopreempt !== 'none' && stays ? ['nopreempt'] : []),
      ...(preemptDelay === undefined ? [] : [`preempt_delay ${preemptDelay}`]),
    ];
    return drawNode(random, frame, name, index, priorities, options);
  });
}

function drawPriorities(random: Dice, count: number, gaps: readonly number[]): number[] {
  const base = random.pick([100, 100, 150, 50, 200, 240]);
  const gap = random.pick(gaps);
  const values = Array.from({ length: count }, (_, index) => Math.max(1, base - index * gap));
  if (random.chance(0.06)) values[0] = 255;
  if (random.chance(0.08)) values[1] = values[0] ?? base;
  return random.shuffled(values);
}

function drawNode(
  random: Dice,
  frame: Frame,
  name: string,
  index: number,
  priorities: readonly number[],
  more: readonly string[],
): NodePlan {
  const oddly = (probability: number): boolean => random.chance(probability / frame.names.length);
  const priority = priorities[index] ?? 100;
  const shared = [
    ...(frame.version === 3 && frame.family === 4 && !oddly(0.08) ? ['version 3'] : []),
    ...(frame.advertInterval === '1' ? [] : [`advert_int ${oddly(0.1) ? '1' : frame.advertInterval}`]),
    ...(random.chance(0.4) ? [`state ${random.pick(['MASTER', 'BACKUP', 'BACKUP'])}`] : []),
    ...more,
    ...(random.chance(0.05) ? ['lower_prio_no_advert'] : []),
    ...(random.chance(0.05) ? ['higher_prio_send_advert'] : []),
    ...(random.chance(0.03) ? ['skip_check_adv_addr'] : []),
    ...(random.chance(0.06) ? [`down_timer_adverts ${random.pick([2, 4, 5])}`] : []),
    ...(frame.password === undefined ? [] : [authentication(oddly(0.12) ? 'other' : frame.password)]),
  ];
  const tracksAsOthers = !oddly(0.2);
  const trackers = trackersOf(frame, tracksAsOthers);
  const inGroup = frame.sync !== undefined && frame.sync.trackersIn !== 'member';
  const first: InstancePlan = {
    name: 'VI_1',
    needed: [
      'interface eth0',
      `virtual_router_id ${oddly(0.08) ? 52 : 51}`,
      list(
        'virtual_ipaddress',
        oddly(0.1) ? frame.vips.slice(0, 1) : random.chance(0.1) ? frame.vips.toReversed() : frame.vips,
      ),
    ],
    options: [
      ...(random.chance(0.03) ? [] : [`priority ${priority}`]),
      ...shared,
      ...(frame.sync?.trackersIn === 'group' ? [] : trackers),
      ...(frame.excluded.length > 0 ? [list('virtual_ipaddress_excluded', frame.excluded)] : []),
      ...(random.chance(0.05) ? ['dont_track_primary'] : []),
      ...(frame.unicast ? unicast(frame, index, oddly(0.12)) : []),
      ...(frame.unicast && random.chance(0.1) ? ['check_unicast_src'] : []),
    ],
  };
  const reversed = random.chance(0.3);
  const others = frame.others.map((other): InstancePlan => {
    const synced = frame.sync !== undefined && other.name === 'VI_2';
    const ascending = priorities.toSorted((a, b) => a - b);
    const own = reversed && !synced ? (ascending[index] ?? 100) : priority;
    const trackersOfOwn = synced ? ownTrackers(frame) : [];
    const group = frame.groups?.of === other.name && frame.groups.stray !== name ? [`mcast_dst_ip ${otherGroup}`] : [];
    return otherInstance(other, [`priority ${own}`, ...shared, ...trackersOfOwn, ...group]);
  });
  const group = [
    block('group', ['VI_1', 'VI_2']),
    ...(frame.sync?.memberWeights ? ['sync_group_tracking_weight'] : []),
    ...(inGroup ? trackers : []),
  ];
  return {
    name,
    ifs: interfaces(frame, 11 + index),
    globals: [
      ...(frame.strict ? ['vrrp_strict'] : []),
      ...(random.chance(0.06) ? [`vrrp_startup_delay ${random.between(2, 5)}`] : []),
      ...(frame.groups?.of === 'all' && frame.groups.stray !== name ? [`vrrp_mcast_group4 ${otherGroup}`] : []),
    ],
    blocks: [
      ...frame.scripts.map(({ name: script, looksAt, lines }) => {
        const command = looksAt === 'haproxy' ? '/usr/bin/pgrep -x haproxy' : `/usr/bin/test -e %D%/${fileOf(script)}`;
        return block(`vrrp_script ${script}`, [`script "${command}"`, ...lines]);
      }),
      ...frame.files.map((file) => block(`vrrp_track_file ${file.name}`, [`file %D%/${file.name}`, ...file.block])),
    ],
    instances: [first, ...others],
    groups: frame.sync !== undefined && !oddly(0.1) ? [block('vrrp_sync_group G', group)] : [],
    files: { ok: '1', ok2: '1', load: '0', ...Object.fromEntries(frame.files.map((file) => [file.name, file.start])) },
    ...(frame.scripts.some(({ looksAt }) => looksAt === 'haproxy') && { haproxy }),
  };
}

/** What HAProxy does is of no interest here, only that it runs. */
const haproxy = `defaults
  mode tcp
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend web
  bind :80
`;

/** The file that a drawn script looks for. */
export function fileOf(script: string): string {
  return script.replace('chk', 'ok');
}

function trackersOf(frame: Frame, scripts: boolean): string[] {
  return [
    ...(scripts && frame.scripts.length > 0
      ? [
          list(
            'track_script',
            frame.scripts.map(({ name, options }) => name + options),
          ),
        ]
      : []),
    ...trackedFiles(frame),
    ...(frame.trackedInterfaces.length > 0 ? [list('track_interface', frame.trackedInterfaces)] : []),
  ];
}

function trackedFiles({ files }: Frame): string[] {
  return files.length === 0
    ? []
    : [
        list(
          'track_file',
          files.map((file) => file.name + file.line),
        ),
      ];
}

/** What the second member of a sync group tracks by itself. */
function ownTrackers(frame: Frame): string[] {
  const script = frame.sync?.second === 'first script' ? frame.scripts[0] : frame.scripts.at(-1);
  switch (frame.sync?.second) {
    case undefined:
      return [];
    case 'files':
      return trackedFiles(frame);
    case 'interface':
      return frame.networks.includes('eth2') ? [list('track_interface', ['eth2 weight -60'])] : [];
    default:
      return script ? [list('track_script', [script.name + script.options])] : [];
  }
}

function otherInstance({ name, interface: on, id, vips }: OtherRouter, options: readonly string[]): InstancePlan {
  const isIpv6 = vips.some((vip) => vip.includes(':'));
  return {
    name,
    needed: [`interface ${on}`, `virtual_router_id ${id}`, list('virtual_ipaddress', vips)],
    // The IPv6 instance is VRRPv3 whatever the other one is, and has no password.
    options: isIpv6 ? options.filter((option) => !/^(?:version|authentication|advert_int)/.test(option)) : options,
  };
}

function interfaces({ family, networks, others }: Frame, host: number): Record<string, string[]> {
  const usesIpv6 = family === 6 || others.some(({ vips }) => vips.some((vip) => vip.includes(':')));
  const addresses: Readonly<Record<string, string[]>> = {
    eth0: [`192.168.1.${host}/24`, ...(usesIpv6 ? [`fd00::${host}/64`] : [])],
    eth1: [`10.0.0.${host}/24`],
    eth2: [`10.2.0.${host}/24`],
  };
  return Object.fromEntries(networks.map((name) => [name, addresses[name] ?? []]));
}

function unicast(frame: Frame, index: number, forgetful: boolean): string[] {
  const address = (host: number): string => (frame.family === 6 ? `fd00::${11 + host}` : `192.168.1.${11 + host}`);
  const others = frame.names.map((_, other) => other).filter((other) => other !== index);
  const peers = forgetful ? others.slice(1) : others;
  const source = frame.sourceless ? [] : [`unicast_src_ip ${address(index)}`];
  return [...source, list('unicast_peer', peers.map(address))];
}

function authentication(password: string): string {
  return block('authentication', ['auth_type PASS', `auth_pass ${password}`]).trimEnd();
}

function list(keyword: string, lines: readonly string[]): string {
  return block(keyword, lines).trimEnd();
}
