import type { KeepalivedRule } from '../../rule.ts';
import { basePriority, ownerPriority, scriptWeight } from '../../vrrp-facts.ts';

export const weightAboveLimit: KeepalivedRule = {
  scope: 'keepalived',
  id: 'weight-above-limit',
  severity: 'warning',
  verdict: 'own',
  summary: 'Priority and positive weights add up to more than 254, which cuts them off.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      const base = basePriority(instance);
      if (base === ownerPriority || config.hasIncludes) continue;
      const weighted = [
        ...instance.trackScripts.map((tracked) => ({
          tracked,
          weight: tracked.reverse ? 0 : scriptWeight(config, tracked),
        })),
        ...[...instance.trackInterfaces, ...instance.trackProcesses].map((tracked) => ({
          tracked,
          weight: tracked.reverse ? 0 : (tracked.weight?.value ?? 0),
        })),
      ].filter(({ weight }) => weight > 0);
      const sum = weighted.reduce((total, { weight }) => total + weight, base);
      const last = weighted.at(-1);
      if (sum <= 254 || !last) continue;
      report({
        at: { path, site: last.tracked.site },
        message: `While everything is up, ${instance.name} has ${sum}, cut to 254, so a failing check takes away less than its weight: "${last.tracked.name}" only ${Math.max(0, 254 - (sum - last.weight))} instead of ${last.weight}. Lower the priority or the weight, or make the weight negative.`,
      });
    }
  },
};
