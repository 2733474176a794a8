import { directivesOf, type HaproxyConfig } from '../../../languages/haproxy/config.ts';
import { globalsOf } from '../../../languages/haproxy/selection.ts';
import { type Counters, countersOfFile, nameOf, siteOf, tablesFor } from '../../haproxy-counters.ts';
import type { HaproxyFactsRule } from '../../rule.ts';

export const counterNeverRaised: HaproxyFactsRule<Facts> = {
  scope: 'haproxy',
  id: 'counter-never-raised',
  severity: 'warning',
  verdict: 'own',
  summary: 'A general-purpose counter or tag is asked for that no rule changes.',
  factsOf(file, context) {
    const counters = countersOfFile(file, context);
    if (!counters?.whole) return undefined;
    const files = context.loadedTogether.length > 0 ? context.loadedTogether : [file.config];
    return { counters, byHand: files.some(hasSocket) };
  },
  judge({ counters, byHand }, report, path) {
    // Whichever is changed somewhere may be the one that is meant.
    const changed = new Set<string>();
    for (const { reads } of counters.all) {
      for (const { read } of reads) if (read.changes) changed.add(read.data.slice(0, 3));
    }
    if (changed.has('gpc') && changed.has('gpt')) return;
    const reported = new Set<string>();
    for (const asking of counters.own) {
      for (const at of asking.reads) {
        const { data, name } = at.read;
        const kind = data.slice(0, 3);
        if ((kind !== 'gpc' && kind !== 'gpt') || at.read.changes || changed.has(kind) || reported.has(data)) continue;
        const tables = tablesFor(counters, asking, at);
        const [table] = tables ?? [];
        // What is not stored is another finding, and other nodes may write into a table that is shared.
        if (!table || tables?.some(({ shared, stored }) => shared || !at.read.needs.some((one) => stored.has(one)))) {
          continue;
        }
        reported.add(data);
        const rate = data.endsWith('_rate');
        const action =
          kind === 'gpt' ? 'http-request sc-set-gpt0(0) 1' : `http-request sc-inc-${data.replace('_rate', '')}(0)`;
        report({
          at: siteOf(path, asking, at.directive, at.word),
          message: `"${name}" stays 0: no rule changes this value in ${nameOf(table)}, and HAProxy does not by itself. Add a rule such as "${action}" with the condition to be counted, or ask for "http_req_rate" and the like, which count by themselves.`,
          // An operator or a script may set it.
          ...(byHand && !rate && { severity: 'information' }),
        });
      }
    }
  },
};

interface Facts {
  readonly counters: Counters;
  /** Values can be set over the run-time API. */
  readonly byHand: boolean;
}

/** Whether values can be set over the run-time API. */
function hasSocket(config: HaproxyConfig): boolean {
  return globalsOf(config).some((section) => directivesOf(section, 'stats').some((line) => line.value(0) === 'socket'));
}
