import { settingNamed } from '../../../languages/keepalived/config.ts';
import { deleteLines, fix } from '../../fix.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { dropsTraffic, isStrict, mayBeRouter } from '../../vrrp-facts.ts';

export const noAcceptDropsTraffic: KeepalivedRule = {
  scope: 'keepalived',
  id: 'no-accept-drops-traffic',
  severity: 'warning',
  verdict: 'own',
  summary: '`no_accept`: packets to the virtual addresses are dropped.',
  check({ config, path }, report) {
    for (const instance of config.instances) {
      const setting = settingNamed(instance.settings, 'no_accept');
      if (!setting || instance.vips.length === 0 || !dropsTraffic(config, instance)) continue;
      // What strict mode does by itself is reported there.
      if (isStrict(config, instance) || mayBeRouter(config, instance)) continue;
      const at = { path, site: setting.site };
      report({
        at,
        message: `The addresses of ${instance.name} answer neither a service nor ping: with no_accept keepalived sets a firewall rule on the MASTER that drops all that is sent to them. That suits a router's address alone. Remove no_accept.`,
        fixes: [fix('Remove no_accept', deleteLines(at))],
      });
    }
  },
};
