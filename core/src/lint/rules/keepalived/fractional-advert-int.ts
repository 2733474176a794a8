import type { KeepalivedRule } from '../../rule.ts';
import { vrrpVersionOf } from '../../vrrp-facts.ts';

export const fractionalAdvertInt: KeepalivedRule = {
  scope: 'keepalived',
  id: 'fractional-advert-int',
  severity: 'warning',
  verdict: 'own',
  summary: 'A fraction in `advert_int` under VRRP version 2, which is rounded.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      const { advertInterval } = instance;
      if (!advertInterval || Number.isInteger(advertInterval.value) || vrrpVersionOf(config, instance) === 3) continue;
      const rounded = Math.max(1, Math.round(advertInterval.value));
      report({
        at: { path, site: advertInterval.site },
        message: `VRRP version 2 counts whole seconds, so ${advertInterval.value} becomes ${rounded}: the failover takes as long as with ${rounded}. Write "vrrp_version 3" in global_defs on all nodes, or a whole number.`,
      });
    }
  },
};
