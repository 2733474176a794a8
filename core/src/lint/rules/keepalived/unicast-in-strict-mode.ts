import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { isStrict } from '../../vrrp-facts.ts';

export const unicastInStrictMode: KeepalivedRule = {
  scope: 'keepalived',
  id: 'unicast-in-strict-mode',
  severity: 'warning',
  verdict: 'own',
  summary: 'Unicast peers in strict mode, which keepalived refuses.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      const peers = settingNamed(instance.settings, 'unicast_peer');
      if (!peers || instance.unicastPeers.length === 0 || !isStrict(config, instance)) continue;
      report({
        at: { path, site: peers.site },
        message: `Strict mode does not allow unicast: on an interface that can do multicast keepalived drops the instance ${instance.name}, and its addresses are nowhere. Remove vrrp_strict, or the peers.`,
        related: config.strict
          ? [{ at: { path, site: config.strict }, message: 'Strict mode is switched on here.', mirrored: false }]
          : [],
      });
    }
  },
};
