import { priorityIn } from './current-priority.ts';
import type { FailoverModel } from './model.ts';
import { indexOf } from './model-index.ts';
import type { ClusterEvent, ClusterState, RouterState } from './state.ts';

/** Events of which routers can only be lost, and that nobody but their own node could notice. */
const losses: ReadonlySet<ClusterEvent['kind']> = new Set([
  'crash',
  'stop',
  'haproxy-down',
  'check-down',
  'interface-down',
  'file',
]);

/**
 * Whether events that led from one state to another took nothing but backups: who said nothing and has no address is
 * STOPPED or in FAULT, and for everybody else all is as it was.
 */
export function onlyBackupsLost(
  model: FailoverModel,
  before: ClusterState,
  after: ClusterState,
  events: readonly ClusterEvent[],
): boolean {
  if (after.assumed !== before.assumed || !events.every(({ kind }) => losses.has(kind))) return false;
  const { syncMembers } = indexOf(model);
  return model.routers.every((router) => {
    const { index, nodeIndex } = router;
    const [old, own] = [before.routers[index], after.routers[index]];
    const [oldNode, node] = [before.nodes[nodeIndex], after.nodes[nodeIndex]];
    if (!old || !own || !oldNode || !node) return false;
    if (old !== own) {
      const isLost = own.status === 'STOPPED' || own.status === 'FAULT';
      const isAlone = syncMembers[index]?.some(
        (member) => after.routers[member.index] === before.routers[member.index],
      );
      return isLost && !isAlone && wasIdle(old) && !own.holdsVips;
    }
    if (oldNode === node) return true;
    const isServing = own.holdsVips && (oldNode.haproxy !== node.haproxy || oldNode.powered !== node.powered);
    const takesPart = own.status === 'MASTER' || own.status === 'BACKUP';
    return (
      !isServing &&
      (!takesPart ||
        (priorityIn(before, router).value === priorityIn(after, router).value &&
          oldNode.downInterfaces.has(router.interface) === node.downInterfaces.has(router.interface)))
    );
  });
}

const wasIdle = ({ status, holdsVips }: RouterState): boolean => status !== 'MASTER' && !holdsVips;

/** What a state without those who were lost comes to: the same as with them, but for themselves. */
export function withoutLost(before: ClusterState, lost: ClusterState, rest: ClusterState): ClusterState {
  const routers = rest.routers.map((own, index) => {
    const gone = lost.routers[index];
    return gone && gone !== before.routers[index] ? gone : own;
  });
  return { ...rest, nodes: lost.nodes, routers };
}
