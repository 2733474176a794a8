import { overviewOf } from '../../../languages/haproxy/overview.ts';
import {
  type Counters,
  countersOfFile,
  isOfSession,
  nameOf,
  type Owned,
  siteOf,
  tableNamed,
  tablesFor,
  tracksFor,
} from '../../haproxy-counters.ts';
import type { HaproxyFactsRule } from '../../rule.ts';

export const sessionCounterTrackedLate: HaproxyFactsRule<Facts> = {
  scope: 'haproxy',
  id: 'session-counter-tracked-late',
  severity: 'warning',
  verdict: 'own',
  misses: 'defaults',
  summary: 'A counter of sessions or requests that never rises where it is tracked.',
  factsOf(file, context) {
    const counters = countersOfFile(file, context);
    const onlyTcp = context.loadedTogether.length <= 1 && overviewOf(file.config).onlyTcp;
    return counters && { counters, onlyTcp };
  },
  judge({ counters, onlyTcp }, report, path) {
    const reported = new Set<string>();
    for (const asking of counters.own) {
      for (const at of asking.reads) {
        const { read } = at;
        const ofSessions = /^sess_(?:cnt|rate)$/.test(read.data);
        if (!ofSessions && !/^http_/.test(read.data)) continue;
        // What is not stored is another finding.
        if (tablesFor(counters, asking, at)?.some(({ stored }) => stored.has(read.data)) !== true) continue;
        const table = tableNamed(counters, asking, read.table);
        if (read.by !== 'tracked' && (!table || table.shared)) continue;
        const tracks: readonly Owned[] =
          read.by === 'tracked'
            ? tracksFor(counters, asking, read.counter)
            : table
              ? (counters.byTable.get(table) ?? [])
              : [];
        const [first] = tracks;
        if (!first || reported.has(`${asking.section.name?.name} ${read.data}`)) continue;
        if (ofSessions ? tracks.some(({ track }) => isOfSession(track)) : !counters.whole || !onlyTcp) continue;
        reported.add(`${asking.section.name?.name} ${read.data}`);
        const list = first.track.directive.keyword.startsWith('tcp-') ? 'tcp-request content' : 'http-request';
        report({
          at: siteOf(path, asking, at.directive, at.word),
          message: ofSessions
            ? `"${read.name}" stays 0: sessions are counted only for what is tracked before they begin, and here a "${list}" rule tracks. Track with "tcp-request connection" or "tcp-request session" where the key is known there, or count requests: "${read.name.replace(/sess_/, 'http_req_')}".`
            : `"${read.name}" stays 0: all proxies here are in TCP mode, in which there are no requests to count. Count connections with "conn_rate" or "conn_cnt", or set "mode http".`,
          ...(counters.sections.has(first.owner.section) && {
            related: [
              {
                at: siteOf(path, first.owner, first.track.directive),
                message: table ? `What fills ${nameOf(table)}.` : 'Tracked here.',
                mirrored: false,
              },
            ],
          }),
        });
      }
    }
  },
};

interface Facts {
  readonly counters: Counters;
  /** There are no requests to count: the file is the only one, and all of its proxies are in TCP mode. */
  readonly onlyTcp: boolean;
}
