import type { KeepalivedRule } from '../../rule.ts';
import { basePriority, ownerPriority, scriptWeight } from '../../vrrp-facts.ts';

export const weightIgnoredByOwner: KeepalivedRule = {
  scope: 'keepalived',
  id: 'weight-ignored-by-owner',
  severity: 'warning',
  verdict: 'own',
  summary: 'A weighted tracker in an instance with priority 255, which ignores it.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      if (basePriority(instance) !== ownerPriority || (config.hasIncludes && !instance.priority)) continue;
      const weighted = [
        ...instance.trackScripts.filter((tracked) => scriptWeight(config, tracked) !== 0),
        ...[...instance.trackInterfaces, ...instance.trackProcesses].filter(({ weight }) => (weight?.value ?? 0) !== 0),
      ];
      for (const tracked of weighted) {
        report({
          at: { path, site: tracked.site },
          message: `Priority 255 never changes, so keepalived drops the weighted tracker "${tracked.name}": the fault has no effect. Use a priority below 255, or weight 0.`,
        });
      }
    }
  },
};
