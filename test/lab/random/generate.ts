import type { ScenarioEvent } from '../scenario.ts';
import { type Dice, dice } from './dice.ts';
import { drawEvents } from './events.ts';
import { drawFrame, type Frame } from './frame.ts';
import { drawNodes } from './nodes.ts';
import type { Plan } from './plan.ts';
import { withTwists } from './twists.ts';

/** The scenario plan of a seed: a cluster as people configure them, sometimes with a mistake, and what happens to it. */
export function generatePlan(seed: number): Plan {
  const random = dice(seed);
  const frame = withTwists(dice(seed ^ 0x2b1d_77c3), drawFrame(random, dice(seed ^ 0x5eed_4a90)));
  const nodes = drawNodes(random, frame);
  const start = drawStart(random, frame);
  const events = drawEvents(random, frame, nodes, start);
  const until = Math.ceil(Math.max(...events.map(([t]) => t)) + 3 * Number(frame.advertInterval) + 4);
  const vips = [...frame.vips, ...frame.excluded, ...frame.others.flatMap((other) => other.vips)];
  return { id: `random-${seed}`, nodes, vips, events, until };
}

/** All together, or one after the other; now and then one comes late. */
function drawStart(random: Dice, { names }: Frame): ScenarioEvent[] {
  if (random.chance(0.82)) return [[0, 'start', ...names]];
  if (random.chance(0.3)) {
    const [late = 'a', ...rest] = random.shuffled(names);
    return [
      [0, 'start', ...rest],
      [tenths(5 + 3 * random.next()), 'start', late],
    ];
  }
  return random
    .shuffled(names)
    .map((name, index) => [tenths(index * (0.6 + 3 * random.next())), 'start', name] as const);
}

const tenths = (seconds: number): number => Math.round(seconds * 100) / 100;
