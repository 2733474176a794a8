import { fileSite } from '../../../cluster/cluster.ts';
import { type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { scriptNamed } from '../../../languages/keepalived/by-name.ts';
import { type Setting, settingNamed } from '../../../languages/keepalived/config.ts';
import type { ClusterRule, Report } from '../../rule.ts';

export const timingDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'timing-differs',
  severity: 'information',
  verdict: 'own',
  summary: 'A check or an instance has other times or limits on another node.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      const [first, ...others] = group.members;
      for (const member of others) {
        if (member.config.hasIncludes || first.config.hasIncludes) continue;
        for (const keyword of ofInstance) {
          const [there, here] = [first, member].map(({ instance }) => settingNamed(instance.settings, keyword));
          compare(keyword, member.instance.name, [first, there], [member, here], report);
        }
        for (const { name } of member.instance.trackScripts) {
          const [theirs, own] = [first, member].map(({ config }) => scriptNamed(config, name));
          if (!theirs || !own) continue;
          for (const keyword of ofScript) {
            const [there, here] = [theirs, own].map(({ settings }) => settingNamed(settings, keyword));
            compare(keyword, name, [first, there], [member, here], report);
          }
        }
      }
    }
  },
};

/** What says how fast, and how sure, a node is. Times that differ by design, such as a delay of preemption, are not among it. */
const ofScript = ['interval', 'timeout', 'rise', 'fall'];
const ofInstance = [
  'garp_master_delay',
  'garp_master_repeat',
  'garp_master_refresh',
  'garp_lower_prio_delay',
  'garp_lower_prio_repeat',
  'down_timer_adverts',
];

type Side = readonly [member: GroupMember, setting: Setting | undefined];

/** Only where both are written: a default may be what the other one means. */
function compare(keyword: string, owner: string, there: Side, here: Side, report: Report): void {
  const [[first, theirs], [member, own]] = [there, here];
  const [a, b] = [theirs, own].map((setting) => setting?.args.find((word) => word.known)?.value);
  if (!theirs || !own || a === undefined || b === undefined || Number(a) === Number(b) || a === b) return;
  report({
    at: fileSite(member, own.site),
    message: `${keyword} of ${owner} is ${b} on ${member.node.name} and ${a} on ${first.node.name}, so one node notices a fault, or makes itself known, later than the other. Write the same on all nodes, unless it is meant.`,
    related: [{ at: fileSite(first, theirs.site), message: `${keyword} ${a} on ${first.node.name}`, mirrored: true }],
  });
}
