import { sectionsWhere } from '../../../languages/haproxy/selection.ts';
import { type Counters, countersOfFile, isOfSession, type Owned, siteOf } from '../../haproxy-counters.ts';
import { isBefore, type Track } from '../../haproxy-section-counters.ts';
import type { HaproxyFactsRule } from '../../rule.ts';

export const counterTrackedTwice: HaproxyFactsRule<Facts> = {
  scope: 'haproxy',
  id: 'counter-tracked-twice',
  severity: 'warning',
  verdict: 'own',
  summary: 'A second `track-sc` with the number of one that tracks already.',
  factsOf(file, context) {
    const counters = countersOfFile(file, context);
    return counters && { counters, frontends: frontendsOf(file.config).length };
  },
  judge({ counters, frontends }, report, path) {
    const before = takenInFrontends(counters, frontends);
    for (const asking of counters.own) {
      const taken = new Map(asking.section.kind === 'backend' ? before : undefined);
      const tracks = [...asking.tracks].sort((a, b) => (isBefore(a.place, b.place) ? -1 : 1));
      const numbers = new Set(tracks.map(({ counter }) => counter));
      for (const track of tracks) {
        const first = taken.get(track.counter);
        if (!first) {
          if (isCertain(track)) taken.set(track.counter, { owner: asking, track });
          continue;
        }
        // An address that does not fit into the one table may fit into the other.
        if (first.track.key === 'src' && track.key === 'src' && first.track.table !== track.table) continue;
        const here = first.owner === asking;
        report({
          at: siteOf(path, asking, track.directive),
          message: `This never tracks anything: ${here ? `"track-sc${track.counter}" above it` : 'the frontend'} has taken counter ${track.counter} already, and the first one keeps it. ${isOfSession(first.track) && !isOfSession(track) ? 'That holds for all requests of a connection. ' : ''}Use another number, such as "track-sc${free(numbers, first.track.counter)}", here and where the count is asked for.`,
          related: [
            {
              at: siteOf(path, first.owner, first.track.directive),
              message: 'Takes the counter.',
              mirrored: false,
            },
          ],
        });
      }
    }
  },
};

interface Facts {
  readonly counters: Counters;
  /** How many frontend and listen sections the file has. */
  readonly frontends: number;
}

const frontendsOf = sectionsWhere(({ kind }) => kind === 'frontend' || kind === 'listen');

/** The counters that are taken in any case when a request comes to a backend: all frontends of the file track them. */
function takenInFrontends(counters: Counters, frontends: number): ReadonlyMap<string, Owned> {
  const found = new Map<string, Owned>();
  if (!counters.whole || counters.own.length !== counters.all.length) return found;
  for (const [number, tracks] of counters.byNumber) {
    const certain = tracks.filter(({ owner, track }) => owner.section.kind !== 'backend' && isCertain(track));
    const [first] = certain;
    if (first && new Set(certain.map(({ owner }) => owner)).size === frontends) found.set(number, first);
  }
  return found;
}

function isCertain({ conditional, key }: Track): boolean {
  return !conditional && alwaysThere.test(key);
}

/** Samples that a request or connection always has; another one may be a fallback for what is missing. */
const alwaysThere = /^(?:src|path|url|base|method|base32(?:\+src)?|url32(?:\+src)?|dst_port)$/;

/** The first number that is neither one of these nor `other`. */
function free(numbers: ReadonlySet<string>, other: string): number {
  for (let number = 0; ; number++) if (!numbers.has(String(number)) && other !== String(number)) return number;
}
