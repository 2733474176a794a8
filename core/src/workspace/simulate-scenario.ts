import { StepLimit } from '../failover/step-limit.ts';
import type { TimelineEntry } from '../failover/timeline-entry.ts';
import { readScenario, type Scenario } from '../failover/vrrp/scenario.ts';
import { simulate } from '../failover/vrrp/simulate.ts';
import { lowerKeepalived } from '../languages/keepalived/lower.ts';
import { parseKeepalived } from '../languages/keepalived/parser.ts';
import { scenarioProblem } from './scenario-problem.ts';

/** What became of a scenario. */
export interface ScenarioRun {
  readonly id: string | undefined;
  /** When the observation ends, in seconds. */
  readonly until: number;
  readonly timeline: readonly TimelineEntry[];
}

/**
 * Reads a scenario from parsed JSON and runs it; the error names the first thing that is wrong with it. `limit` says
 * afterwards whether it was too much.
 */
export function runScenario(value: unknown, limit: StepLimit): ScenarioRun | { readonly error: string } {
  const scenario = readScenario(value);
  if ('error' in scenario) return scenario;
  const problem = scenarioProblem(scenario);
  if (problem !== undefined) return { error: problem };
  return { id: scenario.id, until: scenario.until, timeline: simulateScenario(scenario, limit) };
}

/** Runs a scenario: its texts are read as a workspace reads them. `limit` says afterwards whether it was too much. */
export function simulateScenario(scenario: Scenario, limit = new StepLimit()): readonly TimelineEntry[] {
  return simulate(scenario, (text, configId) => lowerKeepalived(parseKeepalived(text), configId), limit);
}
