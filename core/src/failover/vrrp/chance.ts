import { allVips, type GroupMember } from '../../cluster/vrrp.ts';
import type { Chance } from '../engine.ts';
import { priorityWithout, usualPriority } from './usual.ts';

/** What a member's files say of its part in the election. */
export function chanceOfMember(member: GroupMember): Chance {
  const { instance } = member;
  const standing = usualPriority(member);
  return {
    standing,
    get worst() {
      const { value } = priorityWithout(member, ({ weight }) => weight !== 0);
      return Math.min(value, standing.value);
    },
    written: instance.priority,
    get places() {
      return [
        instance.site,
        ...(instance.priority ? [instance.priority.site] : []),
        ...(instance.state ? [instance.state.site] : []),
        ...[...instance.trackScripts, ...instance.trackProcesses, ...instance.trackFiles].map(({ site }) => site),
        ...allVips(instance).map(({ site }) => site),
      ];
    },
  };
}
