import { countersOfFile, isOfSession, siteOf } from '../../haproxy-counters.ts';
import { isBefore, type Track } from '../../haproxy-section-counters.ts';
import type { HaproxyRule } from '../../rule.ts';

export const counterTrackedTwice: HaproxyRule = {
  scope: 'haproxy',
  id: 'counter-tracked-twice',
  severity: 'warning',
  verdict: 'own',
  summary: 'A second `track-sc` with the number of one that tracks already.',
  check(file, report, context) {
    for (const asking of countersOfFile(file, context)?.own ?? []) {
      const taken = new Map<string, Track>();
      const tracks = [...asking.tracks].sort((a, b) => (isBefore(a.place, b.place) ? -1 : 1));
      for (const track of tracks) {
        const first = taken.get(track.counter);
        if (!first) {
          if (!track.conditional && alwaysThere.test(track.key)) taken.set(track.counter, track);
          continue;
        }
        report({
          at: siteOf(file.path, asking, track.directive),
          message: `This never tracks anything: "track-sc${track.counter}" above it has taken counter ${track.counter} already, and the first one keeps it. ${isOfSession(first) && !isOfSession(track) ? 'That holds for all requests of a connection. ' : ''}Use another number, such as "track-sc${free(tracks)}", here and where the count is asked for.`,
          related: [{ at: siteOf(file.path, asking, first.directive), message: 'Takes the counter.', mirrored: false }],
        });
      }
    }
  },
};

/** Samples that a request or connection always has; another one may be a fallback for what is missing. */
const alwaysThere = /^(?:src|path|url|base|method|base32(?:\+src)?|url32(?:\+src)?|dst_port)$/;

function free(tracks: readonly Track[]): number {
  for (let number = 0; ; number++) if (!tracks.some(({ counter }) => counter === String(number))) return number;
}
