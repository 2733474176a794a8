import { expect, test } from 'vitest';
import { compareVersions, parseVersion } from '#core/base/version.ts';
import type { KeepalivedKeyword } from '#core/languages/keepalived/catalog/grammar.ts';
import { keepalivedKeywords } from '#core/languages/keepalived/catalog.ts';
import { keepalivedVerdict } from '../oracle/keepalived-verdict.ts';
import { findPrograms, oracleMissing } from '../oracle/programs.ts';
import { describeNeeding } from '../support/requires.ts';
import { contexts, groupsOf, probeOf } from './probe.ts';

/** Whether the catalogue says that a version has a keyword. */
function isIn(keyword: KeepalivedKeyword, version: string): boolean {
  const at = (text: string | undefined): number =>
    text === undefined ? 0 : compareVersions(parseVersion(version) ?? [], parseVersion(text) ?? []);
  return (
    (keyword.since === undefined || at(keyword.since) >= 0) && (keyword.until === undefined || at(keyword.until) < 0)
  );
}

/** Whether a build has these is chosen when it is compiled. */
const buildOptions = new Set(['vrrp_ipsets', 'vrrp_iptables']);

function contextsOf(version: string): readonly string[] {
  const missing = keepalivedKeywords.filter((keyword) => keyword.opens !== undefined && !isIn(keyword, version));
  return contexts().filter((context) => !missing.some((keyword) => keyword.opens === context));
}

describeNeeding('oracle', 'the catalogue agrees with the real keepalived', oracleMissing(), () => {
  for (const program of oracleMissing() === undefined ? findPrograms().keepalived : []) {
    const { version } = program;
    test.each(contextsOf(version))(`${version}: keywords in "%s"`, async (context) => {
      const unknown = new Set<string>();
      const expected = new Set<string>();
      for (const group of groupsOf(context)) {
        const { text, lines } = probeOf(context, group, (each) => each.opens !== undefined && isIn(each, version));
        const verdict = await keepalivedVerdict(program, text, { interfaces: ['eth0'] });
        for (const { line, text: said } of verdict.messages) {
          const at = line === undefined ? undefined : lines.get(line);
          if (at && said.startsWith(`Unknown keyword '${at.keyword.name}'`)) unknown.add(at.keyword.name);
        }
        for (const keyword of group) if (!isIn(keyword, version)) expected.add(keyword.name);
      }
      for (const name of buildOptions) unknown.delete(name);
      expect([...unknown].sort()).toEqual([...expected].sort());
    });
  }
});
