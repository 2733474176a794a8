import { query } from '../base/query.ts';
import type { Steps } from '../base/steps.ts';
import { Work } from '../base/work.ts';
import { type Cluster, fileSite } from '../cluster/cluster.ts';
import { type NodeVersions, versionKey } from '../cluster/versions.ts';
import { failoverOf } from '../failover/engines.ts';
import type { Exploration, PropertyName, TraceStep, Violation } from '../failover/exploration.ts';
import { faultInWords } from '../failover/fault.ts';
import type { RelatedPlace } from './finding.ts';
import type { ClusterContext } from './rule.ts';

/** Candidates up to which two faults at a time are looked at. */
const fewCandidates = 6;

/**
 * Where work can be put off, what costs more is: two faults at a time of few candidates do not, so a client that asks once
 * and is not told of more is mostly told all. Timers that run out.
 */
const mostAtOnce = 50_000;

/** Of more candidates even the beginning, who hears whom, takes too long to be done while somebody waits. */
const mostAtOnceOf = 40;

/** Histories that this many transitions do not reach are left out. */
const maxTransitions = 1000;

/**
 * The violations of a property that are certain and that nothing but faults leads to, shortest first: what happens
 * after recoveries depends on mistakes of keepalived itself, which come and go with its versions.
 */
export function certainViolations(
  cluster: Cluster,
  context: ClusterContext,
  property: PropertyName,
): readonly Violation[] {
  const work = explorationOf(cluster, context.versionsOf);
  const isLarge = candidatesIn(cluster) > mostAtOnceOf;
  if (context.postpone && !work.run((cost) => !isLarge && cost < mostAtOnce)) {
    context.postpone(work);
    return [];
  }
  return work
    .finish()
    .violations.filter(
      (violation) =>
        violation.property === property && violation.certain && violation.trace.every(({ kind }) => kind === 'breaks'),
    );
}

function candidatesIn({ groups }: Cluster): number {
  return groups.reduce((sum, { candidates }) => sum + candidates.length, 0);
}

/** More than a few versions nobody compares. */
const mostVersions = 8;

const explorationOf = query(
  (cluster: Cluster, versions: NodeVersions): Work<Exploration> =>
    new Work(() => {
      const maxFaults = candidatesIn(cluster) <= fewCandidates ? 2 : 1;
      const failover = failoverOf(cluster, versions);
      return failover.explore?.({ maxFaults, maxTransitions, remembers: true }) ?? nothingFound(maxFaults);
    }),
  { same: ([versions], [others]) => versionKey(versions) === versionKey(others), keep: mostVersions },
);

/** Of an engine that follows no histories. */
function* nothingFound(maxFaults: number): Steps<Exploration> {
  yield 0;
  return { maxFaults, violations: [], gaps: [], states: 0, transitions: 0, complete: false };
}

/** The history as places that an editor can jump to, on the candidates of the nodes that it happens to. */
export function traceOf(violation: Violation): RelatedPlace[] {
  return violation.trace.flatMap((step, index): RelatedPlace[] => {
    const candidate = violation.group.candidates.find(({ node }) => node.name === step.fault.node);
    if (!candidate) return [];
    const message = `${index + 1}. ${faultInWords(step.fault)}`;
    return [{ at: fileSite(candidate, candidate.site), message, mirrored: false }];
  });
}

/** "When lb1 loses power, then HAProxy on lb2 goes down,", or nothing when no fault is needed. */
export function whenText(trace: readonly TraceStep[]): string {
  return trace.length === 0 ? '' : `When ${trace.map(({ fault }) => faultInWords(fault)).join(', then ')}, `;
}

/** "192.168.1.100", "192.168.1.100 and 3 more". */
export function addressText(vips: readonly string[]): string {
  return vips.length < 3 ? vips.join(' and ') : `${vips[0]} and ${vips.length - 1} more`;
}
