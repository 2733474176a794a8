import { instancesNamed } from '../../../languages/keepalived/by-name.ts';
import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { scriptWeight } from '../../vrrp-facts.ts';

export const weightIgnoredInSyncGroup: KeepalivedRule = {
  scope: 'keepalived',
  id: 'weight-ignored-in-sync-group',
  severity: 'warning',
  verdict: 'own',
  summary: 'A weighted tracker in a member of a sync group, which removes it.',
  check(file, report) {
    const { config, path } = file;

    for (const group of config.syncGroups) {
      const switched = ['sync_group_tracking_weight', 'global_tracking'].some((name) =>
        settingNamed(group.settings, name),
      );
      if (switched) continue;
      for (const instance of instancesNamed(
        config,
        group.members.map(({ name }) => name),
      )) {
        const scripts = instance.trackScripts.filter((tracked) => scriptWeight(config, tracked) !== 0);
        // Weights of interfaces count all the same, whatever keepalived's log says (seen with 2.1.5 to 2.3.4).
        for (const tracked of scripts) {
          report({
            at: { path, site: tracked.site },
            message: `${instance.name} is a member of the sync group ${group.name}, where keepalived drops a weighted check: it is not run, and its failure has no effect. Move the tracker into the group, add sync_group_tracking_weight to it, or use weight 0.`,
            related: [{ at: { path, site: group.site }, message: 'The sync group.', mirrored: false }],
          });
        }
      }
    }
  },
};
