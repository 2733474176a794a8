import type { Scenario, TimelineEntry } from '../failover/scenario.ts';
import { simulate } from '../failover/simulate.ts';
import { lowerKeepalived } from '../languages/keepalived/lower.ts';
import { parseKeepalived } from '../languages/keepalived/parser.ts';

/** Runs a scenario: its texts are read as a workspace reads them. */
export function simulateScenario(scenario: Scenario): readonly TimelineEntry[] {
  return simulate(scenario, (text, configId) => lowerKeepalived(parseKeepalived(text), configId));
}
