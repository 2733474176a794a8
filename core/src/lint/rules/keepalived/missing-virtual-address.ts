import { compareVersions } from '../../../base/version.ts';
import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { isStrict, vrrpVersionOf } from '../../vrrp-facts.ts';

export const missingVirtualAddress: KeepalivedRule = {
  scope: 'keepalived',
  id: 'missing-virtual-address',
  severity: 'information',
  verdict: 'own',
  summary: 'An instance without a virtual address.',
  check(file, report, context) {
    const { config, path } = file;

    if (config.hasIncludes) return;
    // Older ones do not know the keyword.
    const allowed = compareVersions(context.versions.keepalived, [2, 2, 8]) >= 0;
    for (const instance of config.instances) {
      if (instance.vips.length > 0) continue;
      const strict = isStrict(config, instance);
      if (allowed && !strict && settingNamed(instance.settings, 'no_virtual_ipaddress')) continue;
      const at = { path, site: instance.site };
      if (strict || vrrpVersionOf(config, instance) === 3) {
        const cause = strict ? 'in strict mode' : 'with VRRP version 3';
        const message = `${instance.name} has no virtual address, and ${cause} each needs one: keepalived does not start. Add virtual_ipaddress.`;
        report({ at, message, severity: 'error' });
        continue;
      }
      const message = `${instance.name} has no virtual address: keepalived complains and goes on. Where the address is moved by a notify script that is right, and from 2.2.8 on no_virtual_ipaddress says so.`;
      report({ at, message });
    }
  },
};
