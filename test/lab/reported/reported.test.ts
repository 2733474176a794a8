import { beforeAll, expect, test } from 'vitest';
import { findPrograms } from '../../oracle/programs.ts';
import { describeNeeding } from '../../support/requires.ts';
import { haproxyMissing, labMissing } from '../lab.ts';
import { experiments } from './experiments.ts';
import { isWrong, type Judged, judge, lineOf } from './run.ts';

/** With `HACONF_LAB=all` every experiment runs with every keepalived of this machine, which takes minutes. */
const all = process.env['HACONF_LAB'] === 'all';
const programs = all ? findPrograms().keepalived.map(({ path }) => path) : ['keepalived'];
const chosen = all ? experiments : experiments.filter(({ quick }) => quick);

describeNeeding(
  'lab',
  'what operators reported: real daemons do what is said, or it is said that nobody can tell',
  labMissing() ?? haproxyMissing(),
  () => {
    const results = new Map<string, readonly Judged[]>();

    beforeAll(async () => {
      for (const keepalived of programs) {
        for (const judged of await judge(chosen, { keepalived, parallel: 22 })) {
          const { id } = judged.experiment;
          results.set(id, [...(results.get(id) ?? []), judged]);
        }
      }
    }, 900_000);

    test.each(chosen)('$id: $title', ({ id }) => {
      const judged = results.get(id) ?? [];
      expect(judged).toHaveLength(programs.length);
      expect(judged.filter(isWrong).map(lineOf)).toEqual([]);
    });

    test('the machine was fast enough to measure most of them', () => {
      const runs = [...results.values()].flat();
      const slow = runs.filter(({ simulated }) => simulated.kind === 'slow');
      expect(slow.length, slow.map(lineOf).join('\n')).toBeLessThan(runs.length / 4);
    });
  },
);
