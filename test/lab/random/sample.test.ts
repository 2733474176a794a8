import { beforeAll, expect, test } from 'vitest';
import { describeNeeding } from '../../support/requires.ts';
import type { Agreement } from '../agreement.ts';
import { haproxyMissing, labMissing } from '../lab.ts';
import { generatePlan } from './generate.ts';
import type { Plan } from './plan.ts';
import { trials } from './trial.ts';

/** A fixed sample of short ones; `npm run lab` runs as many others as one likes. */
const plans = Array.from({ length: 240 }, (_, index) => generatePlan(1001 + index))
  .filter(({ until }) => until <= 20)
  .slice(0, 24);

/** Milliseconds after which nothing is tried again. */
const patience = 25_000;

describeNeeding(
  'lab',
  'random scenarios: the simulation does what real daemons do',
  labMissing() ?? haproxyMissing(),
  () => {
    const results = new Map<string, Agreement>();

    beforeAll(async () => {
      const end = Date.now() + patience;
      let doubtful: Plan[] = plans;
      // What disagrees because the machine was busy does not do so again with less beside it.
      for (let round = 0; doubtful.length > 0 && round < 4; round++) {
        if (Date.now() > end) {
          for (const { id } of doubtful) results.set(id, { kind: 'slow', why: 'no time was left to try again' });
          return;
        }
        const again: Plan[] = [];
        await trials(doubtful, { parallel: round === 0 ? 24 : 8, attempts: 1 }, (plan, found) => {
          results.set(plan.id, found);
          if (found.kind === 'slow' || found.kind === 'disagrees') again.push(plan);
        });
        doubtful = again;
      }
    }, 300_000);

    test('there are enough of them', () => {
      expect(plans.length).toBe(24);
    });

    test.each(plans)('$id', ({ id }) => {
      const result = results.get(id);
      // A run during which the machine was too slow says nothing of the model; the test below counts them.
      if (result?.kind !== 'slow') expect(result?.kind).toMatch(/^(?:agrees|uncertain)$/);
    });

    test('the machine was fast enough to measure most of them', () => {
      const slow = [...results].filter(([, { kind }]) => kind === 'slow');
      if (slow.length > 0) console.warn(`not measured, the machine was too slow: ${slow.map(([id]) => id).join(', ')}`);
      expect(slow.length).toBeLessThan(plans.length / 4);
    });
  },
);
