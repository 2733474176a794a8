import { compareVersions } from '../../../base/version.ts';
import { firstByName, instancesNamed, scriptNamed } from '../../../languages/keepalived/by-name.ts';
import { electionSettings } from '../../../languages/keepalived/tracking.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { scriptWeight } from '../../vrrp-facts.ts';

export const scriptTrackedByMemberAndGroup: KeepalivedRule = {
  scope: 'keepalived',
  id: 'script-tracked-by-member-and-group',
  severity: 'error',
  verdict: 'own',
  summary: 'A check without a weight in a sync group and in one of its members, which then never start.',
  check(file, report, { version }) {
    const { config, path } = file;
    // 2.1.5 starts all the same; of what lies between nobody knows.
    if (compareVersions(version, [2, 2, 7]) < 0) return;
    const { syncGroups, position, needsDefaultUser, unknownUser } = electionSettings(config);
    for (const group of syncGroups) {
      const unweighted = firstByName(group.trackScripts.filter((tracked) => scriptWeight(config, tracked) === 0));
      if (unweighted.size === 0) continue;
      for (const instance of instancesNamed(config, group.members)) {
        for (const tracked of instance.trackScripts) {
          const twice = unweighted.get(tracked.name);
          const script = scriptNamed(config, tracked.name);
          // What is declared below the instance, or may not be run, is not tracked at all.
          if (!twice || !script || position(script.site) > position(instance.site)) continue;
          if (needsDefaultUser(script.name) || unknownUser(script.name) || scriptWeight(config, tracked) !== 0)
            continue;
          report({
            at: { path, site: tracked.site },
            message: `"${tracked.name}" is tracked by the sync group ${group.name}, too: keepalived waits for two first results and counts one, so no member of the group ever becomes BACKUP or MASTER. Remove it here.`,
            related: [{ at: { path, site: twice.site }, message: 'The group tracks it here.', mirrored: false }],
          });
        }
      }
    }
  },
};
