import { onePerWorld } from '../base/memo.ts';
import { query } from '../base/query.ts';
import { Work } from '../base/work.ts';
import { type Cluster, fileSite, type GroupMember } from '../cluster/cluster.ts';
import { type NodeVersions, versionKey } from '../cluster/versions.ts';
import type { Exploration, PropertyName, TraceStep, Violation } from '../failover/exploration.ts';
import { faultInWords } from '../failover/fault.ts';
import { ExplorationMemory, exploreSteps } from '../failover/vrrp/explore.ts';
import { failoverModel } from '../failover/vrrp/model.ts';
import type { RelatedPlace } from './finding.ts';
import type { ClusterContext } from './rule.ts';

/** Instances up to which two faults at a time are looked at. */
const fewRouters = 6;

/**
 * Where work can be put off, what costs more is: two faults at a time of few instances do not, so a client that asks once
 * and is not told of more is mostly told all. Timers that run out.
 */
const mostAtOnce = 50_000;

/** Of more instances even the beginning, who hears whom, takes too long to be done while somebody waits. */
const mostRoutersAtOnce = 40;

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
  const isLarge = cluster.groups.reduce((sum, { members }) => sum + members.length, 0) > mostRoutersAtOnce;
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

/** Many clusters of a company are alike, and after an edit a cluster often is what it was. */
const memory = onePerWorld(() => new ExplorationMemory(200));

/** More than a few versions nobody compares. */
const mostVersions = 8;

const explorationOf = query(
  (cluster: Cluster, keepalived: NodeVersions): Work<Exploration> =>
    new Work(() => {
      const model = failoverModel(cluster, keepalived);
      const maxFaults = model.routers.length <= fewRouters ? 2 : 1;
      return exploreSteps(model, { maxFaults, maxTransitions, memory: memory() });
    }),
  { same: ([versions], [others]) => versionKey(versions) === versionKey(others), keep: mostVersions },
);

export function memberOn({ group }: Violation, node: string | undefined): GroupMember | undefined {
  return group.members.find((member) => member.node.name === node);
}

/** The history as places that an editor can jump to, on the instances of the nodes that it happens to. */
export function traceOf(violation: Violation): RelatedPlace[] {
  return violation.trace.flatMap((step, index): RelatedPlace[] => {
    const member = memberOn(violation, step.fault.node);
    if (!member) return [];
    const message = `${index + 1}. ${faultInWords(step.fault)}`;
    return [{ at: fileSite(member, member.instance.site), message, mirrored: false }];
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
