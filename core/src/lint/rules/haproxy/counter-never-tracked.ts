import type { CountersRule } from '../../haproxy-counters.ts';
import { type Counters, countersOfFile, nameOf, siteOf, tableNamed, tracksFor } from '../../haproxy-counters.ts';
import type { ReadAt, SectionCounters } from '../../haproxy-section-counters.ts';

export const counterNeverTracked: CountersRule = {
  scope: 'haproxy',
  id: 'counter-never-tracked',
  severity: 'warning',
  verdict: 'own',
  misses: 'file',
  summary: 'A counter is asked for that nothing feeds: no `track-sc` applies.',
  factsOf: countersOfFile,
  judge(counters, report, path) {
    if (!counters.whole) return;
    const reported = new Set<string>();
    for (const asking of counters.own) {
      for (const at of asking.reads) {
        const why = untracked(counters, asking, at);
        if (why === undefined || reported.has(`${asking.section.name?.name} ${why}`)) continue;
        reported.add(`${asking.section.name?.name} ${why}`);
        report({
          at: siteOf(path, asking, at.directive, at.word),
          message: `"${at.read.name}" is never counted: ${why}`,
        });
      }
    }
  },
};

function untracked(counters: Counters, asking: SectionCounters, { read }: ReadAt): string | undefined {
  if (read.by === 'tracked') {
    if (tracksFor(counters, asking, read.counter).length > 0) return undefined;
    const elsewhere = counters.all.some(({ tracks }) => tracks.some(({ counter }) => counter === read.counter));
    return `no rule ${elsewhere ? 'that applies here' : 'at all'} has "track-sc${read.counter}", and a stick table counts only what is tracked. Add a rule such as "http-request track-sc${read.counter} src" above the ones that ask.`;
  }
  const table = tableNamed(counters, asking, read.table);
  // General-purpose counters and tags may be set by hand over the run-time API.
  if (!table || table.shared || !table.known || /^gp[ct]/.test(read.data) || read.changes) return undefined;
  if ((counters.byTable.get(table) ?? []).length > 0) return undefined;
  if (counters.fed.has(table)) return undefined;
  return `no rule tracks anything in ${nameOf(table)}, and asking for a value counts nothing. Add a rule such as "http-request track-sc0 src${read.table === undefined ? '' : ` table ${read.table}`}".`;
}
