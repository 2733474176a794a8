import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { simulateScenario } from '#core/workspace/simulate-scenario.ts';
import { compared, slackOf } from '../lab/agreement.ts';
import type { HolderChange, Scenario } from '../lab/scenario.ts';
import { describeNeeding } from '../support/requires.ts';

/** Experiments with what daemons of several versions really did, which are not part of the project. */
type Recorded = Scenario & {
  readonly observed?: Readonly<
    Record<string, { readonly vips: Readonly<Record<string, readonly (readonly [number, readonly string[]])[]>> }>
  >;
};

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
      const timeline = simulateScenario({ ...scenario, nodes });
      const result = compared(Object.keys(seen.vips), changes, timeline, slackOf(scenario, version));
      if (result.kind === 'disagrees') wrong.push(`${scenario.id}: ${result.why}`);
    }
    expect(total).toBeGreaterThan(0);
    // Some records were made on a machine that started its daemons late, one hangs on the name of that machine.
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(total * 0.05);
  });
});
