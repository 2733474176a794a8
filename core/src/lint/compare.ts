import { fileSite } from '../cluster/cluster.ts';
import type { GroupMember, VrrpGroup } from '../cluster/vrrp.ts';
import type { Site } from '../syntax/chunk.ts';
import type { Fix, FixEdit, Severity } from './finding.ts';
import { fix, replace } from './fix.ts';
import type { Report } from './rule.ts';

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

/** How a value that all members of a group must share is compared and reported. */
export interface SharedValue {
  /** What is compared; undefined for a member that takes no part. */
  readonly value: (member: GroupMember) => string | undefined;
  /** Where it is written, or where it is missing. */
  readonly site: (member: GroupMember) => Site;
  /** What a member has, for the place to look at: `advert_int 1`. */
  readonly describe: (member: GroupMember) => string;
  readonly message: (member: GroupMember, reference: GroupMember) => string;
  readonly severity?: (member: GroupMember, reference: GroupMember) => Severity;
  /** What makes `to` equal to `from`; undefined when that takes more than an edit. */
  readonly edit?: (
    to: GroupMember,
    from: GroupMember,
  ) => { readonly title: string; readonly edit: FixEdit } | undefined;
}

/** Reports every member of a group that deviates from what most of them have, and shows it on both sides. */
export function reportDeviations(group: VrrpGroup, report: Report, shared: SharedValue): void {
  const found = deviations(group, shared.value);
  if (!found) return;
  const { reference } = found;
  for (const member of found.deviating) {
    const severity = shared.severity?.(member, reference);
    const there = { at: fileSite(reference, shared.site(reference)), message: shared.describe(reference) };
    const fixes = fixesFor(member, reference, group, shared);
    report({
      at: fileSite(member, shared.site(member)),
      message: shared.message(member, reference),
      related: [{ ...there, message: `${there.message} on ${reference.node.name}`, mirrored: true }],
      ...(severity && { severity }),
      ...(fixes.length > 0 && { fixes }),
    });
  }
}

/** The deviating node follows the others; of two, either may be the one to change. */
function fixesFor(member: GroupMember, reference: GroupMember, group: VrrpGroup, shared: SharedValue): Fix[] {
  const toReference = shared.edit?.(member, reference);
  const toMember = group.members.length === 2 ? shared.edit?.(reference, member) : undefined;
  return [toReference, toMember].flatMap((found) => (found ? [fix(found.title, found.edit)] : []));
}

/** Writes the value of one member over that of another, where both are written. */
export function copyValue(
  to: GroupMember,
  from: GroupMember,
  written: (member: GroupMember) => { readonly value: string | number; readonly site: Site } | undefined,
): { title: string; edit: FixEdit } | undefined {
  const [target, source] = [written(to), written(from)];
  if (!target || !source) return undefined;
  return {
    title: `Use ${source.value} on ${to.node.name}`,
    edit: replace(fileSite(to, target.site), `${source.value}`),
  };
}
