import { expect, test } from 'vitest';
import { parseVersion } from '#core/base/version.ts';
import type { KeepalivedKeyword, NumberType } from '#core/languages/keepalived/catalog/grammar.ts';
import { keywordTable } from '#core/languages/keepalived/validate/known.ts';
import { locate } from '#core/workspace/locate.ts';
import { keepalivedVerdict } from '../oracle/keepalived-verdict.ts';
import { findPrograms, oracleMissing } from '../oracle/programs.ts';
import { describeNeeding } from '../support/requires.ts';
import { snapshotOf } from '../support/workspace.ts';
import { contexts, groupsOf, probeOf } from './probe.ts';

/** Numbers that keepalived must take or refuse as the catalogue says. */
const picks: Readonly<Record<string, (type: NumberType) => number | string | undefined>> = {
  // Whole numbers, which all versions read.
  'the lowest': ({ min }) => Math.ceil(min),
  'the highest': ({ max }) => (max < 1e12 ? Math.floor(max) : undefined),
  'one below the lowest': ({ min }) => Math.ceil(min) - 1,
  'one above the highest': ({ max }) => (max < 1e12 ? Math.floor(max) + 1 : undefined),
  'no number': () => 'seven',
};

/** Before 2.3 their limit was half as high, which nobody comes near. */
const higherSince23 = new Set(['garp_group garp_interval', 'garp_group gna_interval']);

/** How many CPUs there are is the machine's. */
const ofTheMachine = ['vrrp', 'checker', 'bfd'].map((process) => `global_defs ${process}_cpu_affinity`);

function numberOf(keyword: KeepalivedKeyword): NumberType | undefined {
  const type = keyword.arguments?.[0]?.type;
  return type?.kind === 'integer' || type?.kind === 'unsigned' || type?.kind === 'decimal' ? type : undefined;
}

/** The line numbers on which haconf reports a value. */
function reported(text: string, version: string): number[] {
  const settings = { keepalived: { version }, onlyProgram: true };
  const snapshot = snapshotOf(new Map([['keepalived.conf', text]]), settings);
  return snapshot
    .fileFindings('keepalived.conf')
    .filter(({ rule }) => rule === 'keepalived/invalid-number')
    .map(({ at }) => locate(snapshot, at).start.line + 1);
}

describeNeeding('oracle', 'the limits of numbers are those of the real keepalived', oracleMissing(), () => {
  for (const program of oracleMissing() === undefined ? findPrograms().keepalived : []) {
    const { version } = program;
    const table = keywordTable(parseVersion(version) ?? []);
    test.each(Object.keys(picks))(`${version}: %s`, { timeout: 120_000 }, async (pick) => {
      const ours = new Set<string>();
      const theirs = new Set<string>();
      const opened = new Set(
        [...table.values()].flatMap((block) => [...block.values()].map((keyword) => keyword.opens)),
      );
      for (const context of contexts().filter((each) => each === '' || opened.has(each))) {
        const known = table.get(context);
        const numeric = groupsOf(context)
          .flat()
          .filter((keyword) => numberOf(keyword) && !keyword.deprecated && known?.get(keyword.name) === keyword);
        // One at a time where a value makes keepalived skip the rest of the block.
        for (const group of chunksOf(numeric, context === '' ? 1 : 8)) {
          const { text, lines } = probeOf(
            context,
            group,
            () => false,
            (keyword, sample) => {
              const type = numberOf(keyword);
              return String((type && picks[pick]?.(type)) ?? sample);
            },
          );
          const at = (line: number): string | undefined => {
            const found = lines.get(line);
            return found && `${found.context} ${found.keyword.name}`;
          };
          const verdict = await keepalivedVerdict(program, text, { interfaces: ['eth0'] });
          for (const message of verdict.messages) {
            const name = at(message.line ?? 0);
            if (name !== undefined) theirs.add(name);
          }
          for (const line of reported(text, version)) {
            const name = at(line);
            if (name !== undefined) ours.add(name);
          }
        }
      }
      for (const name of [...higherSince23, ...ofTheMachine]) {
        theirs.delete(name);
        ours.delete(name);
      }
      expect([...ours].sort()).toEqual([...theirs].sort());
    });
  }
});

function chunksOf<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
