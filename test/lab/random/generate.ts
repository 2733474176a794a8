import type { ScenarioEvent } from '../scenario.ts';
import { type Dice, dice } from './dice.ts';
import { drawEvents } from './events.ts';
import { block, type InstancePlan, type NodePlan, type Plan } from './plan.ts';

/** What all nodes of a drawn cluster have in common. */
export interface Frame {
  readonly names: readonly string[];
  readonly family: 4 | 6;
  readonly version: 2 | 3;
  readonly advertInterval: string;
  readonly unicast: boolean;
  readonly password: string | undefined;
  readonly vips: readonly string[];
  readonly excluded: readonly string[];
  readonly script: { readonly weight: number; readonly lines: readonly string[] } | undefined;
  readonly file: { readonly weight: string } | undefined;
  readonly trackedInterface: string | undefined;
  /** A second virtual router, on the same network or on another. */
  readonly second: { readonly interface: string; readonly synced: boolean } | undefined;
  readonly hasSecondNetwork: boolean;
}

/** The scenario plan of a seed: a cluster as people configure them, sometimes with a mistake, and what happens to it. */
export function generatePlan(seed: number): Plan {
  const random = dice(seed);
  const frame = drawFrame(random);
  const nodes = drawNodes(random, frame);
  const start: ScenarioEvent[] = random.chance(0.85)
    ? [[0, 'start', ...frame.names]]
    : random.shuffled(frame.names).map((name, index) => [tenths(index * (0.6 + 3 * random.next())), 'start', name]);
  const events = drawEvents(random, frame, nodes, start);
  const until = Math.ceil(Math.max(...events.map(([t]) => t)) + 7);
  return { id: `random-${seed}`, nodes, vips: vipsOf(frame), events, until };
}

export const tenths = (seconds: number): number => Math.round(seconds * 100) / 100;

const secondVip = '10.0.0.100';

function vipsOf(frame: Frame): string[] {
  return [...frame.vips, ...frame.excluded, ...(frame.second ? [secondVip] : [])];
}

function drawFrame(random: Dice): Frame {
  const count = random.pick([2, 2, 2, 2, 3, 3, 4]);
  const family = random.chance(0.12) ? 6 : 4;
  const version = family === 6 || random.chance(0.25) ? 3 : 2;
  const second = family === 4 && random.chance(0.25) ? random.pick(['eth0', 'eth1', 'eth1']) : undefined;
  const trackedInterface = random.chance(0.15)
    ? `eth1${random.pick(['', '', ' weight -60', ' weight 60', ' weight -20'])}`
    : undefined;
  return {
    names: ['a', 'b', 'c', 'd'].slice(0, count),
    family,
    version,
    advertInterval: version === 2 ? random.pick(['1', '1', '1', '1', '2']) : random.pick(['1', '1', '0.5', '0.3', '2']),
    unicast: family === 4 && random.chance(0.25),
    password: version === 2 && random.chance(0.3) ? random.pick(['secret', 'longpassword1']) : undefined,
    vips:
      family === 6
        ? ['fe80::100', 'fd00::100']
        : random.pick([['192.168.1.100'], ['192.168.1.100'], ['192.168.1.100', '192.168.1.101']]),
    excluded: family === 4 && random.chance(0.1) ? ['192.168.1.200'] : [],
    script: random.chance(0.4) ? drawScript(random) : undefined,
    file: random.chance(0.12)
      ? { weight: random.pick(['', ' weight 0', ' weight 10', ' weight -2', ' weight 1']) }
      : undefined,
    trackedInterface,
    second: second === undefined ? undefined : { interface: second, synced: second === 'eth1' && random.chance(0.6) },
    hasSecondNetwork: second === 'eth1' || trackedInterface !== undefined,
  };
}

function drawScript(random: Dice): { weight: number; lines: readonly string[] } {
  const weight = random.pick([0, 0, -60, -60, 60, -20, 5, 2, -120]);
  const lines = [
    `interval ${random.pick([1, 1, 2])}`,
    ...(weight === 0 ? [] : [`weight ${weight}`]),
    ...(random.chance(0.4) ? [`fall ${random.pick([2, 3])}`] : []),
    ...(random.chance(0.4) ? [`rise ${random.pick([2, 3])}`] : []),
  ];
  return { weight, lines };
}

function drawNodes(random: Dice, frame: Frame): NodePlan[] {
  const nopreempt = random.pick(['none', 'none', 'none', 'none', 'all', 'first', 'last']);
  const preemptDelay = random.chance(0.08) ? random.between(2, 6) : undefined;
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
  const host = 11 + index;
  const oddly = (probability: number): boolean => random.chance(probability / frame.names.length);
  const priority = priorities[index] ?? 100;
  const shared = [
    ...(frame.version === 3 && frame.family === 4 ? ['version 3'] : []),
    ...(frame.advertInterval === '1' ? [] : [`advert_int ${oddly(0.1) ? '1' : frame.advertInterval}`]),
    ...(random.chance(0.4) ? [`state ${random.pick(['MASTER', 'BACKUP', 'BACKUP'])}`] : []),
    ...more,
    ...(random.chance(0.05) ? ['lower_prio_no_advert'] : []),
    ...(random.chance(0.05) ? [`down_timer_adverts ${random.pick([2, 4, 5])}`] : []),
    ...(frame.password === undefined ? [] : [authentication(oddly(0.12) ? 'other' : frame.password)]),
  ];
  const trackers = [
    ...(frame.script && !oddly(0.2) ? ['track_script {\n  chk\n}'] : []),
    ...(frame.file ? [`track_file {\n  load${frame.file.weight}\n}`] : []),
    ...(frame.trackedInterface === undefined ? [] : [`track_interface {\n  ${frame.trackedInterface}\n}`]),
  ];
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
      `priority ${priority}`,
      ...shared,
      ...trackers,
      ...(frame.excluded.length > 0 ? [list('virtual_ipaddress_excluded', frame.excluded)] : []),
      ...(random.chance(0.04) ? ['dont_track_primary'] : []),
      ...(frame.unicast ? unicast(frame, index, oddly(0.12)) : []),
      ...(frame.unicast && random.chance(0.1) ? ['check_unicast_src'] : []),
    ],
  };
  const reversed = random.chance(0.3);
  const second = frame.second && {
    name: 'VI_2',
    needed: [`interface ${frame.second.interface}`, 'virtual_router_id 61', list('virtual_ipaddress', [secondVip])],
    options: [
      `priority ${reversed && !frame.second.synced ? (priorities.toSorted((a, b) => a - b)[index] ?? 100) : priority}`,
      ...shared,
    ],
  };
  return {
    name,
    ifs: interfaces(frame, host),
    globals: [...(random.chance(0.04) ? [`vrrp_startup_delay ${random.between(2, 5)}`] : [])],
    blocks: [
      ...(frame.script ? [block('vrrp_script chk', ['script "/usr/bin/test -e %D%/ok"', ...frame.script.lines])] : []),
      ...(frame.file ? [block('vrrp_track_file load', ['file %D%/load'])] : []),
    ],
    instances: second ? [first, second] : [first],
    groups: frame.second?.synced && !oddly(0.1) ? [block('vrrp_sync_group G', [block('group', ['VI_1', 'VI_2'])])] : [],
    files: { ok: '1', load: '0' },
  };
}

function interfaces(frame: Frame, host: number): Record<string, string[]> {
  const first = frame.family === 6 ? [`192.168.1.${host}/24`, `fd00::${host}/64`] : [`192.168.1.${host}/24`];
  return frame.hasSecondNetwork ? { eth0: first, eth1: [`10.0.0.${host}/24`] } : { eth0: first };
}

function unicast(frame: Frame, index: number, forgetful: boolean): string[] {
  const others = frame.names.map((_, other) => other).filter((other) => other !== index);
  const peers = forgetful ? others.slice(1) : others;
  return [
    `unicast_src_ip 192.168.1.${11 + index}`,
    list(
      'unicast_peer',
      peers.map((other) => `192.168.1.${11 + other}`),
    ),
  ];
}

function authentication(password: string): string {
  return block('authentication', ['auth_type PASS', `auth_pass ${password}`]).trimEnd();
}

function list(keyword: string, lines: readonly string[]): string {
  return block(keyword, lines).trimEnd();
}
