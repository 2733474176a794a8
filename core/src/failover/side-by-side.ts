import type { Steps } from '../base/steps.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ExploreOptions, Failover, Outcome, Run } from './engine.ts';
import type { Exploration } from './exploration.ts';
import { type Fault, formatFault } from './fault.ts';
import type { FaultHolding } from './prediction.ts';
import type { ClusterView, MachineView } from './view.ts';

type Explore = NonNullable<Failover['explore']>;
type Parts = readonly [Failover, ...Failover[]];

/** A cluster whose groups have several managers: they share machines and faults, and know nothing of each other. */
export function sideBySide(cluster: Cluster, parts: Parts): Failover {
  const explorers = parts.flatMap(({ explore }) => (explore ? [explore] : []));
  const [record] = parts.flatMap((part) => (part.record ? [part.record] : []));
  const ofAll = (names: (part: Failover) => readonly string[]): string[] => [...new Set(parts.flatMap(names))];
  return {
    cluster,
    program: ofAll(({ program }) => [program]).join(' and '),
    nodes: cluster.nodes.map(({ name }) => name),
    interfacesOf: (node) => ofAll((part) => part.interfacesOf(node)),
    checksOf: (node) => ofAll((part) => part.checksOf(node)),
    singleFaults: () => distinctFaults(cluster, parts),
    begin: () => beginAll(parts),
    // A property that only some were asked for holds for nobody.
    ...(explorers.length === parts.length && { explore: (options) => exploreAll(explorers, options) }),
    ...(record && { record }),
    chanceOf: (group, candidate) =>
      parts.find((part) => part.cluster.groups.includes(group))?.chanceOf(group, candidate),
  };
}

/** Node by node, as each part asks for them. */
function distinctFaults({ nodes }: Cluster, parts: Parts): Fault[] {
  const known = new Map(parts.flatMap((part) => part.singleFaults()).map((fault) => [formatFault(fault), fault]));
  const faults = [...known.values()];
  return nodes.flatMap(({ name }) => faults.filter(({ node }) => node === name));
}

function* beginAll(parts: Parts): Steps<Run> {
  const runs: Run[] = [];
  for (const part of parts) runs.push(yield* part.begin());
  return {
    steady: joined(runs.map(({ steady }) => steady)),
    after: (faults) => afterInAll(runs, faults),
  };
}

function* afterInAll(runs: readonly Run[], faults: readonly Fault[]): Steps<Outcome<FaultHolding>> {
  const outcomes: Outcome<FaultHolding>[] = [];
  for (const run of runs) outcomes.push(yield* run.after(faults));
  return joined(outcomes);
}

function joined<Holding>(outcomes: readonly Outcome<Holding>[]): Outcome<Holding> {
  return {
    vips: new Map(outcomes.flatMap(({ vips }) => [...vips])),
    get view() {
      return joinedView(outcomes.map(({ view }) => view));
    },
  };
}

/** Each machine once: what one of them says is wrong is wrong. */
function joinedView([first = [], ...others]: readonly ClusterView[]): ClusterView {
  return first.map((machine) => {
    const same = others.flatMap((view) => view.filter(({ node }) => node === machine.node));
    return same.reduce(joinedMachine, machine);
  });
}

function joinedMachine(a: MachineView, b: MachineView): MachineView {
  const names = new Set(a.parts.map(({ kind, name }) => `${kind} ${name}`));
  return {
    ...a,
    trouble: a.trouble || b.trouble,
    powered: a.powered && b.powered,
    cutOff: a.cutOff || b.cutOff,
    haproxy: a.haproxy && b.haproxy,
    candidates: [...a.candidates, ...b.candidates],
    parts: [...a.parts, ...b.parts.filter(({ kind, name }) => !names.has(`${kind} ${name}`))],
  };
}

function* exploreAll(explorers: readonly Explore[], options: ExploreOptions): Steps<Exploration> {
  const found: Exploration[] = [];
  for (const explore of explorers) found.push(yield* explore(options));
  const sum = (count: (each: Exploration) => number): number => found.reduce((total, each) => total + count(each), 0);
  return {
    maxFaults: options.maxFaults,
    violations: found.flatMap(({ violations }) => violations).sort((a, b) => a.trace.length - b.trace.length),
    get gaps() {
      return found.flatMap(({ gaps }) => gaps);
    },
    states: sum(({ states }) => states),
    transitions: sum(({ transitions }) => transitions),
    complete: found.every(({ complete }) => complete),
  };
}
