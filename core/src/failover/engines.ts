import { memo } from '../base/memo.ts';
import type { AddressGroup, Cluster } from '../cluster/cluster.ts';
import type { ClusterVersions } from '../cluster/versions.ts';
import type { Failover, FailoverEngine } from './engine.ts';
import { sideBySide } from './side-by-side.ts';
import { vrrpEngine } from './vrrp/engine.ts';

/** What can move addresses: one line each. The first also answers for clusters in which nothing moves. */
export const engines: Engines = [vrrpEngine];

export type Engines = readonly [FailoverEngine, ...FailoverEngine[]];

/** The engine of a group; undefined: nobody knows its manager, and nothing is predicted of it. */
export function engineOf({ manager }: AddressGroup, known: Engines = engines): FailoverEngine | undefined {
  return known.find((engine) => engine.manager === manager);
}

/** What can be asked of a cluster: by one engine, or by several of which each has taken up its own groups. */
export function failoverOf(cluster: Cluster, versions: ClusterVersions, known: Engines = engines): Failover {
  const [first] = known;
  const parts = [...byManager(cluster)].flatMap(([manager, part]) => {
    const engine = known.find((candidate) => candidate.manager === manager);
    return engine ? [engine.failoverOf(part, versions)] : [];
  });
  const [only, ...others] = parts;
  if (!only) return first.failoverOf(withoutGroups(cluster), versions);
  return others.length === 0 && only.cluster === cluster ? only : sideBySide(cluster, [only, ...others]);
}

/** The cluster once for each manager, with its groups alone; the same object where there is one manager. */
const byManager = memo((cluster: Cluster): ReadonlyMap<string, Cluster> => {
  const managers = [...new Set(cluster.groups.map(({ manager }) => manager))];
  if (managers.length === 1) return new Map(managers.map((manager) => [manager, cluster]));
  return new Map(
    managers.map((manager) => [
      manager,
      { ...cluster, groups: cluster.groups.filter((group) => group.manager === manager) },
    ]),
  );
});

const withoutGroups = memo(
  (cluster: Cluster): Cluster => (cluster.groups.length === 0 ? cluster : { ...cluster, groups: [] }),
);
