import type { ScenarioEvent } from '../scenario.ts';
import type { Dice } from './dice.ts';
import type { Frame } from './frame.ts';
import { fileOf } from './nodes.ts';
import { block, type InstancePlan, type NodePlan, scenarioOf } from './plan.ts';

/** What breaks, and how it is mended. Each is one that the scenario's cluster can suffer. */
interface Trouble {
  readonly breaks: readonly string[];
  /** Right after it. */
  readonly afterwards?: readonly string[];
  readonly mends: readonly string[] | undefined;
}

/**
 * One to four things that break, most of them mended later, at times that have nothing to do with the daemons' timers.
 * Most come when everything has settled, some soon after the one before, few at the same time.
 */
export function drawEvents(
  random: Dice,
  frame: Frame,
  nodes: readonly NodePlan[],
  start: readonly ScenarioEvent[],
): ScenarioEvent[] {
  const events = [...start];
  const interval = Number(frame.advertInterval);
  const settled = 4 * interval + 3;
  let t = Math.max(...start.map(([at]) => at)) + settled + random.next();
  const broken = new Set<string>();
  const pause = (): number => {
    if (random.chance(0.07)) return 0.1 + 0.3 * random.next();
    return random.chance(0.75) ? settled + 2 * random.next() : 1.6 + 2 * random.next();
  };
  for (let count = random.between(1, 4); count > 0 && t < 32; count--) {
    const node = random.pick(nodes);
    if (broken.has(node.name)) continue;
    const { breaks, afterwards, mends } = drawTrouble(random, frame, node, nodes);
    events.push(at(t, breaks));
    if (afterwards) events.push(at(t + 0.1, afterwards));
    // A daemon that is told to stop takes a second, and cannot be started before.
    t += Math.max(pause(), breaks[0] === 'stop' || breaks[0] === 'killparent' ? 1.6 : 0.2);
    if (mends && random.chance(0.8)) {
      events.push(at(t, mends));
      t += pause();
    } else broken.add(node.name);
  }
  return events;
}

function at(t: number, [verb = '', ...args]: readonly string[]): ScenarioEvent {
  return [Math.round(t * 100) / 100, verb, ...args];
}

function drawTrouble(random: Dice, frame: Frame, node: NodePlan, nodes: readonly NodePlan[]): Trouble {
  const { name } = node;
  const interfaceName = random.pick(frame.networks);
  const other = random.pick(nodes.filter((candidate) => candidate !== node)).name;
  const troubles: Trouble[] = [
    { breaks: ['stop', name], mends: ['start', name] },
    { breaks: ['stop', name], mends: ['start', name] },
    { breaks: ['power', name], mends: ['start', name] },
    { breaks: ['power', name], mends: ['start', name] },
    { breaks: ['crash', name], mends: ['start', name] },
    { breaks: ['killvrrp', name], mends: undefined },
    { breaks: ['killparent', name], mends: ['start', name] },
    { breaks: ['stopsig', name], mends: ['cont', name] },
    { breaks: ['unplug', name, interfaceName], mends: ['plug', name, interfaceName] },
    { breaks: ['unplug', name, interfaceName], mends: ['plug', name, interfaceName] },
    { breaks: ['cut', name], mends: ['heal', name] },
    { breaks: ['cut', name, interfaceName], mends: ['heal', name, interfaceName] },
    { breaks: ['oneway', name, other], mends: ['oneway_off', other] },
    { breaks: ['reload', name], mends: undefined },
  ];
  if (frame.family === 4) {
    if (!frame.others.some(({ vips }) => vips.some((vip) => vip.includes(':'))))
      troubles.push({ breaks: ['down', name, interfaceName], mends: ['up', name, interfaceName] });
    const changed = random.chance(0.6) ? repriced(random, node) : rearranged(random, frame, node);
    troubles.push({ breaks: ['conf', name, confOf(changed)], afterwards: ['reload', name], mends: undefined });
  }
  for (const { name: script, looksAt } of frame.scripts) {
    const file = fileOf(script);
    const trouble: Trouble =
      looksAt === 'haproxy'
        ? { breaks: ['haproxy', name, 'down'], mends: ['haproxy', name, 'up'] }
        : looksAt === 'flag'
          ? { breaks: ['touch', name, file], mends: ['rm', name, file] }
          : { breaks: ['rm', name, file], mends: ['touch', name, file] };
    for (let i = 0; i < 7; i++) troubles.push(trouble);
  }
  for (const { name: file, start } of frame.files) {
    const value = random.pick(['1', '5', '40', '-30', '300']);
    for (let i = 0; i < 5; i++)
      troubles.push({ breaks: ['write', name, file, value], mends: ['write', name, file, start] });
  }
  if (frame.trackedInterfaces.length > 0) {
    const tracked = random.pick(frame.trackedInterfaces).split(' ')[0] ?? 'eth1';
    for (let i = 0; i < 4; i++) troubles.push({ breaks: ['unplug', name, tracked], mends: ['plug', name, tracked] });
  }
  return random.pick(troubles);
}

/** The node with another priority. */
function repriced(random: Dice, node: NodePlan): NodePlan {
  const priority = `priority ${random.between(1, 254)}`;
  return withOptions(node, ({ options }) =>
    options.map((option) => (option.startsWith('priority ') ? priority : option)),
  );
}

/** The node with another interval, password or way to preempt, or without its trackers. */
function rearranged(random: Dice, frame: Frame, node: NodePlan): NodePlan {
  const without = (pattern: RegExp, more: readonly string[]): NodePlan =>
    withOptions(node, ({ options }) => [...options.filter((option) => !pattern.test(option)), ...more]);
  const choices = [
    () => without(/^advert_int/, [`advert_int ${random.pick(['1', '2'])}`]),
    () => without(/^nopreempt/, random.chance(0.5) ? ['nopreempt'] : []),
    () => without(/^track_/, []),
    ...(frame.version === 2
      ? [() => without(/^authentication/, [block('authentication', ['auth_type PASS', 'auth_pass new']).trimEnd()])]
      : []),
  ];
  return random.pick(choices)();
}

function withOptions(node: NodePlan, change: (instance: InstancePlan) => readonly string[]): NodePlan {
  return { ...node, instances: node.instances.map((instance) => ({ ...instance, options: change(instance) })) };
}

function confOf(node: NodePlan): string {
  const one = scenarioOf({ id: '', nodes: [node], vips: [], events: [], until: 0 });
  return one.nodes[node.name]?.conf ?? '';
}
