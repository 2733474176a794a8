import type { CountersRule } from '../../haproxy-counters.ts';
import { countersOfFile, siteOf, tracksFor } from '../../haproxy-counters.ts';
import { askingRules, isBefore } from '../../haproxy-section-counters.ts';

export const counterReadBeforeTracked: CountersRule = {
  scope: 'haproxy',
  id: 'counter-read-before-tracked',
  severity: 'warning',
  verdict: 'own',
  summary: 'A rule asks for a counter that is tracked only by a later rule.',
  factsOf: countersOfFile,
  judge(counters, report, path) {
    for (const asking of counters.own) {
      if (asking.reads.length === 0 || asking.section.kind === 'defaults') continue;
      const reported = new Set<string>();
      for (const { directive, place, reads } of askingRules(asking)) {
        for (const { read } of reads) {
          if (read.by !== 'tracked' || reported.has(read.counter ?? '')) continue;
          const tracks = tracksFor(counters, asking, read.counter);
          const [first] = tracks;
          if (!first || tracks.some(({ owner, track }) => owner !== asking || isBefore(track.place, place))) continue;
          reported.add(read.counter ?? '');
          const lists = first.track.place.list === place.list;
          report({
            at: siteOf(path, asking, directive),
            message: `"${read.name}" never has a value here: "track-sc${read.counter}" comes ${lists ? 'below this rule' : 'later, whatever the order of the lines'}. Each request is judged before anything is tracked, so this rule never sees a count. ${lists ? 'Move the "track" line above this rule.' : `Track in an earlier list: "${firstWords(directive.keyword)}" rules are evaluated before.`}`,
            related: [
              {
                at: siteOf(path, asking, first.track.directive),
                message: 'Tracked here.',
                mirrored: false,
              },
            ],
          });
        }
      }
    }
  },
};

function firstWords(keyword: string): string {
  return keyword.startsWith('tcp-') ? 'tcp-request connection' : 'tcp-request';
}
