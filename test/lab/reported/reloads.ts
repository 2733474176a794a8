import type { ScenarioEvent } from '../scenario.ts';
import {
  block,
  type ConfOptions,
  conf,
  type Experiment,
  looksFor,
  node,
  pair,
  together,
  tracks,
  vip,
} from './experiment.ts';

const other = '192.168.1.101';
const vips = [vip];
const changed = 6.2;
const reloaded = 6.3;

/** a gets another configuration and is told to read it. */
const reloadsWith = (text: string): readonly ScenarioEvent[] => [
  together,
  [changed, 'conf', 'a', text],
  [reloaded, 'reload', 'a'],
];

const plain: ConfOptions = { priority: 150 };
const peers = (...list: string[]): string => block('unicast_peer', list);
const flag = looksFor('flag');
const delayed = ['vrrp_startup_delay 5'];

/** What a reload and a start do with what they read. */
export const reloadExperiments: readonly Experiment[] = [
  {
    id: 'reload-refused',
    title: 'a keepalived that refuses what it reads ends, and its addresses stay',
    quick: true,
    nodes: pair(() => ({})),
    vips,
    events: reloadsWith(conf({ ...plain, others: [{ name: 'VI_2', priority: 150, vips: [other] }] })),
    until: 13,
  },
  {
    id: 'reload-forgets-reverse',
    title: 'a reload counts the weight of a reversed script as if it were not reversed, until the next start',
    nodes: pair((name) => ({
      ...(name === 'a' && { priority: 80, blocks: [flag], lines: [tracks('script', 'flag weight -60 reverse')] }),
    })),
    vips,
    events: [
      together,
      [reloaded, 'reload', 'a'],
      [13, 'touch', 'a', 'flag'],
      [18, 'rm', 'a', 'flag'],
      [25, 'stop', 'a'],
      [27, 'start', 'a'],
    ],
    until: 33,
  },
  {
    id: 'reload-in-startup-delay',
    title: 'a reload leaves what is left of vrrp_startup_delay, and ends it before 2.2',
    nodes: { a: node(11, conf({ ...plain, globals: delayed })) },
    vips,
    events: [
      [0, 'start', 'a'],
      [2, 'reload', 'a'],
    ],
    until: 12,
  },
  {
    id: 'unicast-one-id-two-peers',
    title: 'two unicast instances have one id and different peers, which is refused before 2.2.5',
    nodes: {
      a: node(
        11,
        conf({
          ...plain,
          lines: [peers('192.168.1.12')],
          others: [{ name: 'VI_2', priority: 150, vips: [other], lines: [peers('192.168.1.13')] }],
        }),
      ),
    },
    vips: [vip, other],
    events: [[0, 'start', 'a']],
    until: 6,
  },
  {
    id: 'unicast-below-multicast',
    title: 'a reload adds a unicast instance below a multicast one: 2.1.5 crashes again and again',
    nodes: pair(() => ({})),
    vips: [vip, other],
    events: reloadsWith(
      conf({
        ...plain,
        others: [{ name: 'VI_2', id: 52, priority: 150, vips: [other], lines: [peers('192.168.1.13')] }],
      }),
    ),
    until: 13,
  },
  {
    id: 'start-reads-anew',
    title: 'a start reads what was changed, and a reload of another node does not',
    nodes: pair(() => ({})),
    vips,
    events: [
      together,
      [6, 'conf', 'a', conf({ priority: 90 })],
      [6.5, 'reload', 'b'],
      [9.3, 'stop', 'a'],
      [11.5, 'start', 'a'],
    ],
    until: 17,
  },
];
