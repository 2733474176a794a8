import type { GroupMember, VrrpGroup } from '../cluster/cluster.ts';

/** Members of a group that agree with the majority, and those that do not. */
export interface Deviation {
  readonly reference: GroupMember;
  readonly deviating: readonly GroupMember[];
}

/**
 * Compares the members of a group by `value`: the value that most of them have is the reference (with a tie, the one
 * of the first node), the others deviate. Members without a value take no part.
 */
export function deviations(
  group: VrrpGroup,
  value: (member: GroupMember) => string | undefined,
): Deviation | undefined {
  const byValue = new Map<string, GroupMember[]>();
  for (const member of group.members) {
    const text = value(member);
    if (text === undefined) continue;
    const same = byValue.get(text);
    if (same) same.push(member);
    else byValue.set(text, [member]);
  }
  const [largest, ...others] = [...byValue.values()].sort((a, b) => b.length - a.length);
  const reference = largest?.[0];
  if (!reference || others.length === 0) return undefined;
  return { reference, deviating: others.flat() };
}
