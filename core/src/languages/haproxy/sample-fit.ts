import type { Version } from '../../base/version.ts';
import type { Cursor } from '../../catalog/assist.ts';
import { aclFact, fetchFact } from './catalog/facts.ts';
import { placesOf, placesOfAction } from './validate/places.ts';

/** Tells of each fetch and ACL keyword whether it gives something where the line at a cursor takes its samples. */
export function fittingSamples({ words, context }: Cursor, version: Version): (name: string) => boolean {
  const proxy = { frontend: context !== 'backend', backend: context !== 'frontend' };
  const [first = '', second = '', third = ''] = words;
  const places =
    placesOfAction(third, `${first} ${second}`, proxy) ||
    placesOfAction(second, first, proxy) ||
    placesOf(first, proxy);
  if (places === 0) return () => true;
  return (name) => {
    const fact = fetchFact(name, version) ?? fetchFact(aclFact(name, version)?.fetch ?? '', version);
    return fact === undefined || (fact.validity & places) !== 0;
  };
}
