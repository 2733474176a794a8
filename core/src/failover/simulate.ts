import { withLateStarts } from './late-starts.ts';
import { withRaces } from './races.ts';
import type { Scenario, TimelineEntry } from './scenario.ts';
import type { ReadConf } from './scenario-cluster.ts';
import { runOnce } from './simulation.ts';
import { otherTies, usual, variationsOf } from './variation.ts';

/** Seconds: other runs may differ by that much without anybody calling it a race. */
const tolerance = 0.1;

/**
 * Runs a scenario through the model: who holds each address and what each instance does, when. Where daemons that are
 * a few milliseconds quicker or slower would do something else, the timeline says that it is a race; where the model
 * lacks something that a configuration has, that it is not certain.
 */
export function simulate(scenario: Scenario, readConf: ReadConf): readonly TimelineEntry[] {
  const { timeline, longestInterval, doubts, assumed } = runOnce(scenario, readConf, usual);
  const others = [...variationsOf(scenario), ...otherTies(assumed)].map((variation) => ({
    timeline: runOnce(scenario, readConf, variation).timeline,
    because: variation.because,
  }));
  // When a check looks nobody knows better than to its interval.
  const raced = withRaces(timeline, others, tolerance + longestInterval);
  const all = withLateStarts(scenario, raced, (variation) => runOnce(scenario, readConf, variation).timeline);
  if (doubts.size === 0) return all;
  return all.map((entry) => {
    const why = 'vip' in entry ? doubts.get(entry.vip) : undefined;
    return why === undefined ? entry : { ...entry, certain: false, why };
  });
}
