import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { second } from '#core/failover/vrrp/timers.ts';
import { usualStart } from '#core/failover/vrrp/variation.ts';
import { simulateScenario } from '#core/workspace/simulate-scenario.ts';
import { compared, slackOf } from '../lab/agreement.ts';
import type { HolderChange, Scenario, ScenarioEvent } from '../lab/scenario.ts';
import { describeNeeding } from '../support/requires.ts';

/** Experiments with what daemons of several versions really did, which are not part of the project. */
type Recorded = Scenario & { readonly observed?: Readonly<Record<string, Recording>> };

interface Recording {
  readonly vips: Readonly<Record<string, readonly (readonly [number, readonly string[]])[]>>;
  /** By node and instance: "a/VI_1". */
  readonly states?: Readonly<Record<string, readonly (readonly [number, string])[]>>;
}

const path = process.env['HACONF_SCENARIOS'];
const missing =
  path !== undefined && existsSync(path) ? undefined : 'HACONF_SCENARIOS names no file of recorded experiments';

describeNeeding('corpus', 'recorded experiments', missing, () => {
  test.each(['2.2.7', '2.2.8', '2.3.3', '2.4.3'])('keepalived %s does what is simulated', (version) => {
    const scenarios = JSON.parse(readFileSync(path ?? '', 'utf8')) as readonly Recorded[];
    const wrong: string[] = [];
    let total = 0;
    for (const scenario of scenarios) {
      const seen = scenario.observed?.[version];
      if (!seen) continue;
      total++;
      const nodes = Object.fromEntries(
        Object.entries(scenario.nodes).map(([name, node]) => [name, { version, ...node }]),
      );
      const changes = Object.entries(seen.vips).flatMap(([vip, list]) =>
        list.map(([t, holders]): HolderChange => ({ t, vip, holders })),
      );
      const timeline = simulateScenario({ ...scenario, nodes, events: eventsOf(scenario, seen) });
      const result = compared(Object.keys(seen.vips), changes, timeline, slackOf(scenario, version));
      if (result.kind !== 'agrees') wrong.push(`${scenario.id}: ${result.why}`);
    }
    expect(total).toBeGreaterThan(0);
    // A command that took longer than the time to the next advertisement: see docs/agreement.md.
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(total * 0.01);
  });
});

/** Seconds after which a state is not the first of a daemon. */
const longestStart = 0.6;

/** The events, with each start when the daemon really was there: busy machines start them late. */
function eventsOf(scenario: Scenario, { states = {} }: Recording): ScenarioEvent[] {
  const firstState = (node: string, t: number): number | undefined =>
    Object.entries(states)
      .filter(([key]) => key.startsWith(`${node}/`))
      .flatMap(([, changes]) => changes.map(([at]) => at))
      .filter((at) => at >= t && at < t + longestStart)
      .sort((a, b) => a - b)[0];
  return scenario.events.flatMap(([t, verb, ...args]): ScenarioEvent[] =>
    verb === 'start'
      ? args.map((node) => [Math.max(t, (firstState(node, t) ?? t) - usualStart / second), verb, node])
      : [[t, verb, ...args]],
  );
}
