import type { Dice } from './dice.ts';
import type { FileFrame, Frame, ScriptFrame } from './frame.ts';

/** The multicast group of those that do not use the usual one. */
export const otherGroup = '224.0.0.118';

/**
 * The frame with what few clusters have: numbers in files that count the other way round, flags, several trackers,
 * several multicast groups, IPv6 unicast, members of a sync group that track different things. The dice are its own,
 * so that a seed which gets none of it draws what it drew before.
 */
export function withTwists(random: Dice, frame: Frame): Frame {
  const twists = [
    withFiles(random, frame),
    { scripts: [...frame.scripts, ...drawFlag(random)] },
    withGroups(random, frame),
    withIpv6Unicast(random, frame),
    withOwnTrackers(random, frame),
  ];
  return Object.assign({ ...frame }, ...twists);
}

/** A number in a file where there was none, one that is reversed, a second one, one that is not 0 at the start. */
function withFiles(random: Dice, frame: Frame): Partial<Frame> {
  const files = [...frame.files];
  if (random.chance(0.12)) files.push(drawNumber(random, files.length === 0 ? 'load' : 'load2'));
  if (files.length > 0 && random.chance(0.15)) files.push(drawNumber(random, 'load3'));
  return { files };
}

function drawNumber(random: Dice, name: string): FileFrame {
  const weight = random.pick(['', ' weight 0', ' weight 1', ' weight -1', ' weight 10', ' weight -20']);
  const reverse = random.chance(0.4) ? ' reverse' : '';
  const line = reverse !== '' && weight === '' ? ` weight 1${reverse}` : weight + reverse;
  return { name, line, block: [], start: random.pick(['0', '0', '0', '1', '3', '-2']) };
}

/** A flag: a file that is not there when all is well, and whose being there is the failure. */
function drawFlag(random: Dice): ScriptFrame[] {
  if (!random.chance(0.14)) return [];
  const options = random.pick([' weight 0 reverse', ' weight 60 reverse', ' weight 20 reverse', ' weight -60 reverse']);
  return [{ name: 'chk_flag', looksAt: 'flag', lines: [`interval ${random.pick([1, 1, 2])}`], options }];
}

/** Another group for all, or for a second virtual router of the same id; now and then a node is left behind. */
function withGroups(random: Dice, frame: Frame): Partial<Frame> {
  if (frame.family === 6 || frame.unicast || !random.chance(0.16)) return {};
  const stray = random.chance(0.2) ? random.pick(frame.names) : undefined;
  if (random.chance(0.5)) return { groups: { of: 'all', stray } };
  const twin = { name: 'VI_4', interface: 'eth0', id: 51, vips: ['192.168.1.160'] };
  return { groups: { of: twin.name, stray }, others: [...frame.others, twin] };
}

function withIpv6Unicast(random: Dice, frame: Frame): Partial<Frame> {
  if (frame.family === 4 || frame.strict) return {};
  const unicast = frame.unicast || random.chance(0.35);
  return { unicast, sourceless: unicast && random.chance(0.35) };
}

/** The second member of a sync group tracks what the first does not. */
function withOwnTrackers(random: Dice, frame: Frame): Partial<Frame> {
  if (!frame.sync || !random.chance(0.4)) return {};
  return {
    sync: { ...frame.sync, second: random.pick(['first script', 'last script', 'files', 'interface']) },
    ...(random.chance(0.5) && { networks: [...new Set([...frame.networks, 'eth2'])].sort() }),
  };
}
