import type { Cluster } from '../cluster/cluster.ts';
import { failoverIn } from './failover-in.ts';
import type { Snapshot } from './snapshot.ts';

/** Which clusters a page of its own holds, and how much of each. */
export interface PagePlan {
  readonly clusters: readonly Cluster[];
  /** Those that have no room on it. */
  readonly leftOut: readonly Cluster[];
  /** The clusters of which it shows two faults together, too. */
  readonly combined: ReadonlySet<Cluster>;
  /** What it lacks, for people; empty where it holds all. */
  readonly notes: readonly string[];
}

/** Pictures that a page may hold; some thousands take some seconds, and some MB. */
export interface PageLimits {
  /** After each single fault. */
  readonly single: number;
  /** After two faults, of all clusters together. */
  readonly combined: number;
}

export const pageLimits: PageLimits = { single: 1500, combined: 1000 };

/** With more single faults than this a cluster has no combinations of two: it would have thousands of pictures. */
const mostCombined = 16;

/** So many names are enough to see which clusters are meant. */
const mostNames = 10;

/**
 * What a page of these clusters holds. The first cluster is always on it, and either all that are small enough have
 * combinations of two faults or, where those would be too many, none has.
 */
export function planPage(snapshot: Snapshot, all: readonly Cluster[], limits: PageLimits = pageLimits): PagePlan {
  const clusters: Cluster[] = [];
  const small: Cluster[] = [];
  let single = 0;
  let combined = 0;
  for (const cluster of all) {
    const faults = failoverIn(snapshot, cluster).singleFaults().length;
    single += 1 + faults;
    if (clusters.length > 0 && single > limits.single) break;
    clusters.push(cluster);
    if (faults > mostCombined) continue;
    small.push(cluster);
    combined += faults * (faults - 1);
  }
  const leftOut = all.slice(clusters.length);
  const tooMany = small.length > 1 && combined > limits.combined;
  const notes = [
    ...(leftOut.length > 0
      ? [
          `The page holds the first ${clusters.length} of ${all.length} clusters; left out: ${named(leftOut)}. Draw one of them with --cluster NAME.`,
        ]
      : []),
    ...(tooMany
      ? [
          `The page shows one fault at a time: two at once would be ${combined} more pictures. A page of one cluster, with --cluster NAME, has them.`,
        ]
      : []),
  ];
  return { clusters, leftOut, combined: new Set(tooMany ? [] : small), notes };
}

function named(clusters: readonly Cluster[]): string {
  const names = clusters.slice(0, mostNames).map(({ name }) => name);
  return `${names.join(', ')}${clusters.length > mostNames ? ` and ${clusters.length - mostNames} more` : ''}`;
}
