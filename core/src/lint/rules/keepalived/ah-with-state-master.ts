import { replace, safeFix } from '../../fix.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { basePriority, isStrict, ownerPriority, vrrpVersionOf } from '../../vrrp-facts.ts';

export const ahWithStateMaster: KeepalivedRule = {
  scope: 'keepalived',
  id: 'ah-with-state-master',
  severity: 'warning',
  verdict: 'own',
  summary: '`auth_type AH` beside `state MASTER`, which keepalived then clears.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      const { authType, authPass, state } = instance;
      if (authType?.value !== 'AH' || !authPass || state?.value !== 'MASTER') continue;
      if (basePriority(instance) === ownerPriority || isStrict(config, instance)) continue;
      if (vrrpVersionOf(config, instance) !== 2 || (config.hasIncludes && !instance.priority)) continue;
      report({
        at: { path, site: state.site },
        message: `A node that uses AH has to hear an advertisement before it sends any, so ${instance.name} starts as BACKUP: keepalived clears this. Write BACKUP.`,
        fixes: [safeFix('Write BACKUP', replace({ path, site: state.site }, 'BACKUP'))],
      });
    }
  },
};
