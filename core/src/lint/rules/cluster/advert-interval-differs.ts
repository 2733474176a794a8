import { type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { settingNamed } from '../../../languages/keepalived/config.ts';
import { copyValue, reportDeviations } from '../../compare.ts';
import type { ClusterRule } from '../../rule.ts';
import { vrrpVersionOf } from '../../vrrp-facts.ts';

export const advertIntervalDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'advert-interval-differs',
  severity: 'error',
  verdict: 'own',
  restsOn: { keepalived: ['advert_int', 'version', 'vrrp_version'] },
  summary: 'Nodes of one virtual router advertise at different intervals.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      reportDeviations(group, report, {
        value: (member) => {
          const written = settingNamed(member.instance.settings, 'advert_int');
          // A default, or a line of an included file, or a variable.
          if (written ? !member.instance.advertInterval : member.config.hasIncludes) return undefined;
          return String(interval(member));
        },
        site: ({ instance }) => instance.advertInterval?.site ?? instance.site,
        describe: (member) =>
          `${member.instance.advertInterval ? '' : 'the default of '}advert_int ${interval(member)}`,
        severity: (member, reference) => (isVersion2(member) && isVersion2(reference) ? 'error' : 'warning'),
        message: (member, reference) => {
          const differ = `advert_int is ${interval(member)} on ${member.node.name} and ${interval(reference)} on ${reference.node.name}`;
          return isVersion2(member) && isVersion2(reference)
            ? `${differ}. VRRPv2 drops advertisements with another interval, so both become MASTER. Use one interval on all nodes.`
            : `${differ}. VRRPv3 takes the interval of whoever is MASTER, so the time of a failover depends on which node fails. Use one interval on all nodes.`;
        },
        edit: (to, from) => copyValue(to, from, ({ instance }) => instance.advertInterval),
      });
    }
  },
};

function isVersion2({ config, instance }: GroupMember): boolean {
  return vrrpVersionOf(config, instance) === 2;
}

/** Seconds as keepalived rounds them: whole ones in VRRPv2, hundredths in VRRPv3. */
function interval(member: GroupMember): number {
  const seconds = member.instance.advertInterval?.value ?? 1;
  return isVersion2(member) ? Math.max(1, Math.round(seconds)) : Math.max(0.01, Math.round(seconds * 100) / 100);
}
