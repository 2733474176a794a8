import type { AddressGroup, Cluster } from '#core/cluster/cluster.ts';
import type { Failover, FailoverEngine, Outcome } from '#core/failover/engine.ts';
import type { Fault } from '#core/failover/fault.ts';
import type { FaultHolding, SteadyHolding } from '#core/failover/prediction.ts';
import { verdictOn } from '#core/failover/verdict.ts';
import type { ClusterView, Status } from '#core/failover/view.ts';

/**
 * A manager that knows no time: a group's addresses are on the first of its candidates whose machine has power and whose
 * manager runs. It shares nothing with VRRP, which is the point.
 */
export const toyEngine: FailoverEngine = {
  manager: 'toy',
  program: 'toyd',
  failoverOf: toyFailover,
  chanceOf: (group, candidate) => ({
    standing: {
      base: scoreOf(group, candidate.node.name),
      value: scoreOf(group, candidate.node.name),
      addends: [],
      fault: false,
    },
    worst: 0,
    written: undefined,
    places: [candidate.site],
  }),
};

/** The same groups of a cluster, or some of them, in the hands of the toy. */
export function withToy(cluster: Cluster, isToys = (_group: AddressGroup, _index: number): boolean => true): Cluster {
  const groups = cluster.groups.map((group, index): AddressGroup => {
    const { name, ids, addresses, candidates } = group;
    return isToys(group, index) ? { manager: 'toy', name, ids, addresses, candidates } : group;
  });
  return { ...cluster, id: `${cluster.id} with the toy`, groups };
}

function toyFailover(cluster: Cluster): Failover {
  const nodes = cluster.nodes.map(({ name }) => name);
  return {
    cluster,
    program: 'toyd',
    nodes,
    interfacesOf: () => [],
    checksOf: () => [],
    singleFaults: () =>
      nodes.flatMap((node): Fault[] => [
        { kind: 'crash', node },
        { kind: 'stop', node },
        { kind: 'haproxy', node },
      ]),
    *begin() {
      yield 1;
      return {
        steady: steadyOf(cluster),
        *after(faults) {
          yield 1;
          return afterFaults(cluster, faults);
        },
      };
    },
    chanceOf: toyEngine.chanceOf,
  };
}

function steadyOf(cluster: Cluster): Outcome<SteadyHolding> {
  const { vips, view } = afterFaults(cluster, []);
  return {
    vips: new Map([...vips].map(([vip, { gapMs, ...holding }]): [string, SteadyHolding] => [vip, holding])),
    view,
  };
}

function afterFaults(cluster: Cluster, faults: readonly Fault[]): Outcome<FaultHolding> {
  const isHit = (node: string, ...kinds: Fault['kind'][]): boolean =>
    faults.some((fault) => fault.node === node && kinds.includes(fault.kind));
  const holderOf = (group: AddressGroup): string | undefined =>
    group.candidates.find(({ node }) => !isHit(node.name, 'crash', 'stop'))?.node.name;
  const vips = cluster.groups.flatMap((group) => {
    const holders = [holderOf(group)].flatMap((node) => node ?? []);
    const verdict = verdictOn(
      holders,
      (node) => !isHit(node, 'haproxy'),
      () => true,
    );
    const why = holders.length === 0 ? 'no candidate is left' : `${holders[0]} is the first candidate that is left`;
    const gapMs = verdict === 'ok' ? 'not modelled' : undefined;
    return group.addresses.map((vip): [string, FaultHolding] => [vip, { holders, certain: true, why, verdict, gapMs }]);
  });
  const view: ClusterView = cluster.nodes.map(({ name }) => {
    const [powered, runs] = [!isHit(name, 'crash'), !isHit(name, 'crash', 'stop')];
    return {
      node: name,
      trouble: powered ? '' : 'no power',
      powered,
      cutOff: false,
      haproxy: !isHit(name, 'haproxy'),
      candidates: cluster.groups.flatMap((group) =>
        group.candidates.flatMap((candidate) => {
          if (candidate.node.name !== name) return [];
          const holds = holderOf(group) === name ? group.addresses : [];
          const score = scoreOf(group, name);
          const status = statusOf(powered, runs, holds.length > 0);
          return [
            { group, candidate, status, score, arithmetic: `${score}`, addresses: group.addresses, holds, trouble: [] },
          ];
        }),
      ),
      parts: [
        { kind: 'power', name: 'power', up: powered, fault: { kind: 'crash', node: name } },
        { kind: 'manager', name: 'toyd', up: runs, fault: { kind: 'stop', node: name } },
      ],
    };
  });
  return { vips: new Map(vips), view };
}

/** The further ahead it stands, the more. */
function scoreOf({ candidates }: AddressGroup, node: string): number {
  return candidates.length - candidates.findIndex((candidate) => candidate.node.name === node);
}

function statusOf(powered: boolean, runs: boolean, holds: boolean): Status {
  if (!powered) return { role: 'off', word: 'DARK' };
  if (!runs) return { role: 'stopped', word: 'ASLEEP' };
  return holds ? { role: 'active', word: 'PLAYING' } : { role: 'standby', word: 'WATCHING' };
}
