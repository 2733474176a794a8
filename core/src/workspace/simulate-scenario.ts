import type { Scenario, TimelineEntry } from '../failover/vrrp/scenario.ts';
import { simulate } from '../failover/vrrp/simulate.ts';
import { StepLimit } from '../failover/vrrp/step-limit.ts';
import { lowerKeepalived } from '../languages/keepalived/lower.ts';
import { parseKeepalived } from '../languages/keepalived/parser.ts';

/** Runs a scenario: its texts are read as a workspace reads them. `limit` says afterwards whether it was too much. */
export function simulateScenario(scenario: Scenario, limit = new StepLimit()): readonly TimelineEntry[] {
  return simulate(scenario, (text, configId) => lowerKeepalived(parseKeepalived(text), configId), limit);
}
