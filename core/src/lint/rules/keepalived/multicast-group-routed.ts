import { parseIp } from '../../../base/ip-address.ts';
import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const multicastGroupRouted: KeepalivedRule = {
  scope: 'keepalived',
  id: 'multicast-group-routed',
  severity: 'warning',
  verdict: 'own',
  summary: 'A multicast group outside 224.0.0.0/24.',
  check(file, report) {
    const { config, path } = file;

    const settings = [
      settingNamed(config.globals, 'vrrp_mcast_group4'),
      ...config.instances.map((instance) => settingNamed(instance.settings, 'mcast_dst_ip')),
    ];
    for (const setting of settings) {
      const word = setting?.args[0];
      const address = word && parseIp(word.value);
      if (!word || address?.family !== 4 || address.text.startsWith('224.0.0.')) continue;
      report({
        at: { path, site: word.site },
        message: `${word.value} is not in 224.0.0.0/24. Switches deliver only that range without a membership, so advertisements may not arrive, and both nodes become MASTER. Use 224.0.0.18, the default.`,
      });
    }
  },
};
