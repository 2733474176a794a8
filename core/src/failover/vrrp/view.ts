import { describeStanding } from '../standing.ts';
import type { CandidateView, ClusterView, MachineView, Status } from '../view.ts';
import { priorityIn } from './current-priority.ts';
import type { FailoverModel } from './model.ts';
import { partViews } from './part-views.ts';
import type { RouterModel } from './router.ts';
import { type ClusterState, type NodeState, nodeState, type RouterStatus, routerState } from './state.ts';

/** What people see of the nodes in a state. */
export function viewOf(model: FailoverModel, state: ClusterState): ClusterView {
  return model.cluster.nodes.map(({ name }): MachineView => {
    const own = nodeState(model, state, name);
    const routers = model.routers.filter((router) => router.node === name);
    return {
      node: name,
      trouble: machineTrouble(own),
      powered: own.powered,
      cutOff: own.isolated,
      haproxy: own.haproxy,
      candidates: routers.map((router) => candidateView(state, router, own)),
      parts: partViews(model, own, name),
    };
  });
}

const roles: Readonly<Record<RouterStatus, Status>> = {
  MASTER: { role: 'active', word: 'MASTER' },
  BACKUP: { role: 'standby', word: 'BACKUP' },
  FAULT: { role: 'failed', word: 'FAULT' },
  STOPPED: { role: 'stopped', word: 'STOPPED' },
};
const off: Status = { role: 'off', word: 'OFF' };

/** What a router of a node is doing, in keepalived's words. */
export function statusOf(node: NodeState, status: RouterStatus): Status {
  return node.powered ? roles[status] : off;
}

function candidateView(state: ClusterState, router: RouterModel, node: NodeState): CandidateView {
  const { status, holdsVips } = routerState(state, router);
  const priority = priorityIn(state, router);
  const holds = holdsVips && node.powered ? [...new Set(router.member.addresses.map(({ text }) => text))] : [];
  return {
    group: router.group,
    candidate: router.member,
    status: statusOf(node, status),
    score: priority.value,
    arithmetic: describeStanding(priority),
    addresses: router.vips,
    holds,
    trouble: candidateTrouble(router, node, statusOf(node, status), holds.length > 0),
  };
}

function candidateTrouble(router: RouterModel, node: NodeState, { role }: Status, holds: boolean): string[] {
  if (role === 'off') return [];
  if (role === 'stopped') return holds ? ['addresses were left behind'] : [];
  const failed = router.trackers.filter((tracker) => node.failedChecks.has(tracker.name)).map(({ name }) => name);
  const watched = [router.interface, ...router.ownInterfaces, ...router.trackers.map((tracker) => tracker.name)];
  const down = watched.filter((name) => node.downInterfaces.has(name));
  return [
    ...[...new Set(failed)].map((name) => `${name} fails`),
    ...[...new Set(down)].map((name) => `${name} is down`),
  ];
}

function machineTrouble(node: NodeState): string {
  if (!node.powered) return 'no power';
  if (!node.keepalived) return 'keepalived stopped';
  return node.isolated ? 'cut off' : '';
}
