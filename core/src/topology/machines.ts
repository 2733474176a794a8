import { allVips, type ClusterNode, vipKey } from '../cluster/cluster.ts';
import { priorityIn } from '../failover/vrrp/current-priority.ts';
import { describePriority } from '../failover/vrrp/priority.ts';
import type { RouterModel } from '../failover/vrrp/router.ts';
import { type NodeState, nodeState, routerState } from '../failover/vrrp/state.ts';
import { elementId } from './element-ids.ts';
import type { MachineNode, MemberNode, MemberState } from './graph.ts';
import { partNodes } from './parts.ts';
import type { Situation } from './situation.ts';

/** The machines with what each of their instances is doing. */
export function machineNodes(situation: Situation): MachineNode[] {
  return situation.cluster.nodes.map((node): MachineNode => {
    const own = nodeState(situation.model, situation.state, node.name);
    const routers = situation.model.routers.filter((router) => router.node === node.name);
    const members = routers.map((router, index) => memberNode(situation, router, own, nth(routers, index)));
    return {
      id: elementId.node(node.name),
      name: node.name,
      trouble: machineTrouble(own),
      members,
      parts: partNodes(situation, node.name),
      fault: { kind: 'crash', node: node.name },
      haproxy: haproxyNode(node, own),
      ...(members[0] && { site: members[0].site }),
    };
  });
}

function memberNode(situation: Situation, router: RouterModel, node: NodeState, nthOfName: number): MemberNode {
  const { state } = situation;
  const { member } = router;
  const { status, holdsVips } = routerState(state, router);
  const priority = priorityIn(state, router);
  const holds = holdsVips && node.powered ? [...new Set(allVips(member.instance).map(vipKey))] : [];
  const takesOver = takeover(situation, router);
  return {
    id: elementId.member(router.node, member.instance.name, nthOfName),
    group: router.group.name,
    instance: member.instance.name,
    state: node.powered ? status : 'OFF',
    priority: priority.value,
    arithmetic: describePriority(priority),
    holds,
    ...(takesOver && status === 'BACKUP' && { takesOver }),
    danger: holds.some((vip) => situation.outcomes.get(vip)?.now.verdict !== 'ok'),
    trouble: memberTrouble(router, node, node.powered ? status : 'OFF', holds.length > 0),
    site: { path: member.path, site: member.instance.site },
  };
}

/** Instances of one name on one machine (in several files) are told apart by their order. */
function nth(routers: readonly RouterModel[], index: number): number {
  const name = routers[index]?.member.instance.name;
  return routers.slice(0, index + 1).filter((router) => router.member.instance.name === name).length;
}

function takeover({ outcomes }: Situation, router: RouterModel): MemberNode['takesOver'] {
  for (const vip of router.vips) {
    const outcome = outcomes.get(vip);
    const from = outcome?.now.holders[0];
    if (from === undefined || from === router.node || !outcome?.next?.gapMs) continue;
    if (outcome.next.holders[0] === router.node) return { from, afterMs: outcome.next.gapMs };
  }
  return undefined;
}

function memberTrouble(router: RouterModel, node: NodeState, state: MemberState, holds: boolean): string[] {
  if (state === 'OFF') return [];
  if (state === 'STOPPED') return holds ? ['addresses were left behind'] : [];
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

function haproxyNode(node: ClusterNode, state: NodeState): MachineNode['haproxy'] {
  const [file] = node.haproxy;
  const section = file?.config.sections.find((candidate) => candidate.kind !== '') ?? file?.config.sections[0];
  if (!file || !section) return undefined;
  return {
    id: elementId.haproxy(node.name),
    running: state.powered && state.haproxy,
    fault: { kind: 'haproxy', node: node.name },
    site: { path: file.path, site: section.site },
  };
}
