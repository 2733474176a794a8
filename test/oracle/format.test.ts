import { expect, test } from 'vitest';
import type { FormatOptions } from '#core/syntax/format.ts';
import { applyEdits } from '#core/workspace/fixes.ts';
import { formattingOf } from '#core/workspace/formatting.ts';
import { describeNeeding } from '../support/requires.ts';
import { ownSamples, type Sample } from '../support/samples.ts';
import { snapshotOf } from '../support/workspace.ts';
import { haproxyVerdict } from './haproxy-verdict.ts';
import { keepalivedVerdict } from './keepalived-verdict.ts';
import { findPrograms, oracleMissing } from './programs.ts';

const options: FormatOptions = { indent: '\t', align: true };

function format({ path, text }: Sample): string {
  return applyEdits(text, formattingOf(snapshotOf(new Map([[path, text]])), path, options));
}

/** Every so many of the samples, with their blanks in disorder, so that formatting has much to do. */
function samples(extension: string, count: number): Sample[] {
  const all = ownSamples().filter(({ path }) => path.endsWith(extension));
  const step = Math.max(1, Math.floor(all.length / count));
  return all
    .filter((_, index) => index % step === 0)
    .map((sample) => ({
      ...sample,
      text: sample.text.replace(/^[ \t]+(?=\S)/gm, ' \t  ').replace(/(?<=\w) (?=\w)/g, '  '),
    }));
}

/** A line with an error in it stays as it is, and few samples are nothing but such lines. */
function expectWork(chosen: readonly Sample[]): void {
  const unchanged = chosen.filter((sample) => format(sample) === sample.text).map(({ name }) => name);
  expect(unchanged.length, unchanged.join(', ')).toBeLessThan(chosen.length / 10);
}

const oldestAndNewest = <T>(list: readonly T[]): T[] => [...new Set([...list.slice(0, 1), ...list.slice(-1)])];

describeNeeding('oracle', 'a formatted file gets the verdict of the file', oracleMissing(), () => {
  const programs = oracleMissing() === undefined ? findPrograms() : { haproxy: [], keepalived: [] };

  for (const program of oldestAndNewest(programs.haproxy)) {
    test(`HAProxy ${program.version}`, { timeout: 120_000 }, async () => {
      const chosen = samples('.cfg', 30);
      for (const sample of chosen) {
        const before = await haproxyVerdict(program, sample.text);
        const after = await haproxyVerdict(program, format(sample));
        expect(after, sample.name).toEqual(before);
      }
      expectWork(chosen);
    });
  }

  for (const program of oldestAndNewest(programs.keepalived)) {
    test(`keepalived ${program.version}`, { timeout: 120_000 }, async () => {
      const chosen = samples('.conf', 15);
      for (const sample of chosen) {
        const interfaces = ['eth0', 'eth1'];
        const before = await keepalivedVerdict(program, sample.text, { interfaces });
        const after = await keepalivedVerdict(program, format(sample), { interfaces });
        expect(after, sample.name).toEqual(before);
      }
      expectWork(chosen);
    });
  }
});
