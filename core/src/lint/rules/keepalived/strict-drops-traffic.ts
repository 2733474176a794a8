import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { dropsTraffic, isStrict, vrrpVersionOf } from '../../vrrp-facts.ts';

export const strictDropsTraffic: KeepalivedRule = {
  scope: 'keepalived',
  id: 'strict-drops-traffic',
  severity: 'warning',
  verdict: 'own',
  summary: 'Strict mode without `accept`: packets to the virtual addresses are dropped.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      const own = settingNamed(instance.settings, 'strict_mode');
      const site = own?.site ?? config.strict;
      if (!site || !isStrict(config, instance) || instance.vips.length === 0) continue;
      if (!dropsTraffic(config, instance)) continue;
      const three = vrrpVersionOf(config, instance) === 3;
      // That an accept line is ignored is said there.
      if (!three && settingNamed(instance.settings, 'accept')) continue;
      report({
        at: { path, site },
        message: `In strict mode keepalived sets up a firewall rule that drops everything sent to the addresses of ${instance.name}: they answer neither ping nor a service. Remove ${own ? 'strict_mode' : 'vrrp_strict'}, or write ${three ? '' : '"version 3" (on all nodes) and '}"accept" in the instance.`,
        related: [
          { at: { path, site: instance.site }, message: 'The instance whose addresses are cut off.', mirrored: false },
        ],
      });
      if (!own) return;
    }
  },
};
