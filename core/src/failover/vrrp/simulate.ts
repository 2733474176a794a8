import { StepLimit } from '../step-limit.ts';
import type { TimelineEntry } from '../timeline-entry.ts';
import { withLateStarts } from './late-starts.ts';
import { withRaces } from './races.ts';
import type { Scenario } from './scenario.ts';
import type { ReadConf } from './scenario-cluster.ts';
import { runOnce } from './simulation.ts';
import { otherTies, usual, type Variation, variationsOf } from './variation.ts';

/** Seconds: other runs may differ by that much without anybody calling it a race. */
const tolerance = 0.1;

/**
 * Runs a scenario through the model: who holds each address and what each instance does, when. Where daemons that are
 * a few milliseconds quicker or slower would do something else, the timeline says that it is a race; where the model
 * lacks something that a configuration has, that it is not certain.
 */
export function simulate(scenario: Scenario, readConf: ReadConf, limit = new StepLimit()): readonly TimelineEntry[] {
  const run = (variation: Variation) => runOnce(scenario, readConf, variation, limit);
  const { timeline, longestInterval, doubts, assumed } = run(usual);
  const others = [...variationsOf(scenario), ...otherTies(assumed)].map((variation) => ({
    timeline: run(variation).timeline,
    because: variation.because,
  }));
  if (limit.stoppedAt !== undefined) return stopped(timeline, limit);
  // When a check looks nobody knows better than to its interval.
  const raced = withRaces(timeline, others, tolerance + longestInterval);
  const all = withLateStarts(scenario, raced, (variation) => run(variation).timeline);
  if (limit.stoppedAt !== undefined) return stopped(timeline, limit);
  if (doubts.size === 0) return all;
  return all.map((entry) => {
    const why = 'vip' in entry ? doubts.get(entry.vip) : undefined;
    return why === undefined ? entry : { ...entry, certain: false, why };
  });
}

/** What was seen of a scenario that takes too much: nothing of it is certain. */
function stopped(timeline: readonly TimelineEntry[], { most }: StepLimit): readonly TimelineEntry[] {
  const why = `the scenario takes more than ${most} steps and was not followed to its end`;
  return timeline.map((entry) => ('vip' in entry ? { ...entry, certain: false, why } : entry));
}
