import type { ScenarioEvent } from '../scenario.ts';
import type { Dice } from './dice.ts';
import type { Frame } from './generate.ts';
import { type NodePlan, scenarioOf } from './plan.ts';

/** What breaks, and how it is mended. Each is one that the scenario's cluster can suffer. */
interface Trouble {
  readonly breaks: readonly string[];
  readonly mends: readonly string[] | undefined;
}

/**
 * One to four things that break, most of them mended later, at times that have nothing to do with the daemons' timers.
 * Most come when everything has settled, some soon after the one before.
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
  for (let count = random.between(1, 4); count > 0 && t < 32; count--) {
    const node = random.pick(nodes);
    if (broken.has(node.name)) continue;
    const { breaks, mends } = drawTrouble(random, frame, node, nodes);
    events.push(at(t, breaks));
    const rest = random.chance(0.75) ? settled + 2 * random.next() : 1.6 + 2 * random.next();
    t += rest;
    if (mends && random.chance(0.8)) {
      events.push(at(t, mends));
      t += random.chance(0.75) ? settled + 2 * random.next() : 1.6 + 2 * random.next();
    } else broken.add(node.name);
  }
  return events;
}

function at(t: number, [verb = '', ...args]: readonly string[]): ScenarioEvent {
  return [Math.round(t * 100) / 100, verb, ...args];
}

function drawTrouble(random: Dice, frame: Frame, node: NodePlan, nodes: readonly NodePlan[]): Trouble {
  const { name } = node;
  const interfaceName = frame.hasSecondNetwork ? random.pick(['eth0', 'eth1']) : 'eth0';
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
    { breaks: ['oneway', name, other], mends: ['oneway_off', other] },
    { breaks: ['reload', name], mends: undefined },
  ];
  if (frame.family === 4) {
    troubles.push({ breaks: ['down', name, interfaceName], mends: ['up', name, interfaceName] });
    troubles.push({ breaks: ['conf', name, repriced(random, node)], mends: ['reload', name] });
  }
  if (frame.script)
    for (let i = 0; i < 8; i++) troubles.push({ breaks: ['rm', name, 'ok'], mends: ['touch', name, 'ok'] });
  if (frame.file) {
    const value = random.pick(['1', '5', '40', '-30', '300']);
    for (let i = 0; i < 5; i++)
      troubles.push({ breaks: ['write', name, 'load', value], mends: ['write', name, 'load', '0'] });
  }
  return random.pick(troubles);
}

/** The node's configuration with another priority. */
function repriced(random: Dice, node: NodePlan): string {
  const priority = `priority ${random.between(1, 254)}`;
  const instances = node.instances.map((instance) => ({
    ...instance,
    options: instance.options.map((option) => (option.startsWith('priority ') ? priority : option)),
  }));
  const one = scenarioOf({ id: '', nodes: [{ ...node, instances }], vips: [], events: [], until: 0 });
  return one.nodes[node.name]?.conf ?? '';
}
