import type { Dice } from './dice.ts';

/** What all nodes of a drawn cluster have in common. */
export interface Frame {
  readonly names: readonly string[];
  readonly family: 4 | 6;
  readonly version: 2 | 3;
  readonly advertInterval: string;
  readonly unicast: boolean;
  /** `vrrp_strict`: without authentication, unicast and delays. */
  readonly strict: boolean;
  readonly password: string | undefined;
  readonly vips: readonly string[];
  readonly excluded: readonly string[];
  /** Tracked scripts, each with what it looks at. */
  readonly scripts: readonly ScriptFrame[];
  /** Tracked files that all nodes read. */
  readonly files: readonly FileFrame[];
  /** What is tracked of interfaces, as in `track_interface`. */
  readonly trackedInterfaces: readonly string[];
  /** Virtual routers beside the first one. */
  readonly others: readonly OtherRouter[];
  /** `VI_1` and `VI_2` are in a sync group; where the trackers stand. */
  readonly sync:
    | {
        readonly trackersIn: 'group' | 'member' | 'both';
        readonly memberWeights: boolean;
        readonly second?: OwnTracker;
      }
    | undefined;
  readonly networks: readonly string[];
  /** Who uses another multicast group: all routers or one, and the node that nobody told. */
  readonly groups?: { readonly of: string; readonly stray: string | undefined };
  /** Unicast without `unicast_src_ip`. */
  readonly sourceless?: boolean;
}

/** What the second member of a sync group tracks by itself. */
export type OwnTracker = 'first script' | 'last script' | 'files' | 'interface';

/** A tracked file with the weight on its line and that of its block. */
export interface FileFrame {
  readonly name: string;
  readonly line: string;
  readonly block: readonly string[];
  /** What it holds at the start. */
  readonly start: string;
}

export interface ScriptFrame {
  readonly name: string;
  /** A file of its name, one that is not there when all is well, or whether HAProxy runs. */
  readonly looksAt: 'file' | 'flag' | 'haproxy';
  readonly lines: readonly string[];
  /** What stands behind its name in `track_script`. */
  readonly options: string;
}

export interface OtherRouter {
  readonly name: string;
  readonly interface: string;
  readonly id: number;
  readonly vips: readonly string[];
}

/** The name of the check that looks whether HAProxy runs. */
export const haproxyCheck = 'chk_haproxy';

const secondVip = '10.0.0.100';
const thirdVip = '192.168.1.150';

/** `haproxyDice` alone decides about HAProxy: what a seed drew before there was one, it still draws. */
export function drawFrame(random: Dice, haproxyDice: Dice): Frame {
  const count = random.pick([2, 2, 2, 2, 3, 3, 4]);
  const family = random.chance(0.14) ? 6 : 4;
  const version = family === 6 || random.chance(0.25) ? 3 : 2;
  const strict = random.chance(0.07);
  const trackedInterfaces = random.chance(0.18) ? drawTrackedInterfaces(random) : [];
  const others = drawOthers(random, family);
  const onSecondNetwork = others.some((other) => other.interface === 'eth1');
  const isTracked = (name: string): boolean => trackedInterfaces.some((tracked) => tracked.startsWith(name));
  return {
    names: ['a', 'b', 'c', 'd'].slice(0, count),
    family,
    version,
    advertInterval:
      version === 2
        ? random.pick(['1', '1', '1', '1', '2', '3'])
        : random.pick(['1', '1', '0.5', '0.3', '0.2', '1.5', '2']),
    unicast: !strict && random.chance(0.25),
    strict,
    password: version === 2 && random.chance(0.3) ? random.pick(['secret', 'longpassword1']) : undefined,
    vips: drawVips(random, family),
    excluded: random.chance(0.1) ? ['192.168.1.200'] : [],
    scripts: [...(random.chance(0.42) ? drawScripts(random) : []), ...drawHaproxyCheck(haproxyDice)],
    files: random.chance(0.15) ? [drawFile(random)] : [],
    trackedInterfaces,
    others,
    sync:
      onSecondNetwork && others[0]?.name === 'VI_2' && random.chance(0.6)
        ? {
            trackersIn: random.pick(['group', 'group', 'member', 'both']),
            memberWeights: random.chance(0.35),
          }
        : undefined,
    networks: ['eth0', 'eth1', 'eth2'].filter(
      (name) => name === 'eth0' || isTracked(name) || (name === 'eth1' && onSecondNetwork),
    ),
  };
}

function drawVips(random: Dice, family: 4 | 6): readonly string[] {
  if (family === 6) return random.pick([['fe80::100', 'fd00::100'], ['fe80::100']]);
  return random.pick([['192.168.1.100'], ['192.168.1.100'], ['192.168.1.100', '192.168.1.101']]);
}

/** A second virtual router on another network or the same, sometimes of the other family, sometimes a third. */
function drawOthers(random: Dice, family: 4 | 6): OtherRouter[] {
  const others: OtherRouter[] = [];
  if (random.chance(0.28)) {
    others.push(
      family === 4 && random.chance(0.2)
        ? { name: 'VI_2', interface: 'eth0', id: 51, vips: ['fe80::200', 'fd00::200'] }
        : { name: 'VI_2', interface: random.pick(['eth0', 'eth1', 'eth1', 'eth1']), id: 61, vips: [secondVip] },
    );
  }
  if (random.chance(0.08)) others.push({ name: 'VI_3', interface: 'eth0', id: 71, vips: [thirdVip] });
  return others;
}

function drawTrackedInterfaces(random: Dice): string[] {
  const weight = (): string => random.pick(['', '', ' weight -60', ' weight 60', ' weight -20', ' weight 5']);
  return random.chance(0.25) ? [`eth1${weight()}`, `eth2${weight()}`] : [`eth1${weight()}`];
}

function drawScripts(random: Dice): ScriptFrame[] {
  const names = random.chance(0.2) ? ['chk', 'chk2'] : ['chk'];
  return names.map((name) => drawScript(random, name, 'file'));
}

/** In some clusters HAProxy runs, and keepalived looks after it. */
function drawHaproxyCheck(random: Dice): ScriptFrame[] {
  return random.chance(0.2) ? [drawScript(random, haproxyCheck, 'haproxy')] : [];
}

function drawScript(random: Dice, name: string, looksAt: ScriptFrame['looksAt']): ScriptFrame {
  const weight = random.pick([0, 0, -60, -60, 60, -20, 5, 2, -120, -253]);
  const reverse = weight !== 0 && random.chance(0.08) ? ' reverse' : '';
  const onLine = random.chance(0.2) ? ` weight ${random.pick([0, -40, 30, -2])}` : '';
  return {
    name,
    looksAt,
    lines: [
      `interval ${random.pick([1, 1, 2])}`,
      ...(weight === 0 ? [] : [`weight ${weight}${reverse}`]),
      ...(random.chance(0.4) ? [`fall ${random.pick([2, 3])}`] : []),
      ...(random.chance(0.4) ? [`rise ${random.pick([2, 3])}`] : []),
      ...(random.chance(0.1) ? ['init_fail'] : []),
    ],
    options: onLine,
  };
}

function drawFile(random: Dice): FileFrame {
  return {
    name: 'load',
    start: '0',
    line: random.pick(['', '', ' weight 0', ' weight 10', ' weight -2', ' weight 1']),
    block: random.chance(0.25) ? [`weight ${random.pick([0, 2, -1, -5])}`] : [],
  };
}
