import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { isStrict, vrrpVersionOf } from '../../vrrp-facts.ts';

export const authenticationIgnored: KeepalivedRule = {
  scope: 'keepalived',
  id: 'authentication-ignored',
  severity: 'warning',
  verdict: 'own',
  summary: '`authentication` with VRRP version 3 or in strict mode, where it has no effect.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      const block = settingNamed(instance.settings, 'authentication');
      if (!block || !instance.authType) continue;
      const cause = isStrict(config, instance)
        ? 'Strict mode'
        : vrrpVersionOf(config, instance) === 3
          ? 'VRRP version 3'
          : undefined;
      if (cause === undefined) continue;
      report({
        at: { path, site: block.site },
        message: `${cause} has no authentication: keepalived ignores this block, and a node that does authenticate rejects the advertisements of this one. Remove the block on all nodes, or use version 2 without strict mode.`,
      });
    }
  },
};
