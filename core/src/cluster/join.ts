import { keepalivedFiles } from '../languages/keepalived/config.ts';
import { type ClusterNode, filesOf } from './cluster.ts';
import { instanceScore, instanceThreshold, signsOf } from './evidence.ts';
import { type GroupMember, groupMember, type VrrpGroup, vrrpGroup } from './vrrp.ts';

/**
 * Pairs the instances of a cluster's nodes to virtual routers: strongest evidence first, at most one instance of a
 * node in each. An instance without a counterpart is a group of its own.
 */
export function joinGroups(nodes: readonly ClusterNode[]): readonly VrrpGroup[] {
  const members = nodes.flatMap((node) =>
    filesOf(node, keepalivedFiles).flatMap((file) =>
      file.config.instances.map((instance) => groupMember(node, file.path, instance, file.config)),
    ),
  );
  const groupOf = new Map<GroupMember, GroupMember[]>(members.map((member) => [member, [member]]));
  const merge = (a: GroupMember, b: GroupMember): void => {
    const [left, right] = [groupOf.get(a), groupOf.get(b)];
    if (!left || !right || left === right) return;
    if (left.some((member) => right.some((other) => other.node === member.node))) return;
    left.push(...right);
    for (const member of right) groupOf.set(member, left);
  };
  for (const { a, b } of scoredPairs(members)) merge(a, b);
  mergeLastOnes(members, groupOf, merge);
  const order = new Map(members.map((member, index) => [member, index]));
  return [...new Set(groupOf.values())].flatMap((group): VrrpGroup[] => {
    const [first, ...rest] = [...group].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    return first ? [vrrpGroup([first, ...rest])] : [];
  });
}

interface Pair {
  readonly a: GroupMember;
  readonly b: GroupMember;
  readonly score: number;
}

/** Of those that have a sign in common with an instance, only so many that follow are compared: more than nodes are. */
const window = 128;

/** The pairs that may be one virtual router, the surest first. Only those are compared that have something in common. */
function scoredPairs(members: readonly GroupMember[]): Pair[] {
  const bySign = new Map<string, { readonly indexes: number[]; passed: number }>();
  const signs = members.map(({ instance }) => signsOf(instance));
  signs.forEach((own, index) => {
    for (const sign of own) {
      const known = bySign.get(sign);
      if (known) known.indexes.push(index);
      else bySign.set(sign, { indexes: [index], passed: 0 });
    }
  });
  const pairs: Pair[] = [];
  members.forEach((a, index) => {
    const others = new Set<number>();
    for (const sign of signs[index] ?? []) {
      const known = bySign.get(sign);
      if (!known) continue;
      known.passed++;
      for (let at = known.passed; at < known.passed + window; at++) {
        const other = known.indexes[at];
        if (other === undefined) break;
        others.add(other);
      }
    }
    for (const other of [...others].sort((x, y) => x - y)) {
      const b = members[other];
      if (!b || a.node === b.node) continue;
      const score = instanceScore(a.instance, b.instance);
      if (score >= instanceThreshold) pairs.push({ a, b, score });
    }
  });
  return pairs.sort((x, y) => y.score - x.score);
}

/** Where every node has just one instance left alone, those belong together although nothing in them agrees. */
function mergeLastOnes(
  members: readonly GroupMember[],
  groupOf: ReadonlyMap<GroupMember, readonly GroupMember[]>,
  merge: (a: GroupMember, b: GroupMember) => void,
): void {
  const alone = members.filter((member) => groupOf.get(member)?.length === 1);
  const [first, ...rest] = alone;
  if (!first || new Set(alone.map((member) => member.node)).size !== alone.length) return;
  for (const other of rest) merge(first, other);
}
