import { parseIp } from '../../../base/ip-address.ts';
import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const unicastWithoutPeers: KeepalivedRule = {
  scope: 'keepalived',
  id: 'unicast-without-peers',
  severity: 'warning',
  verdict: 'own',
  summary: '`unicast_src_ip` without `unicast_peer`: multicast is used.',
  check(file, report) {
    const { config, path } = file;

    if (config.hasIncludes) return;
    for (const instance of config.instances) {
      const source =
        settingNamed(instance.settings, 'unicast_src_ip') ?? settingNamed(instance.settings, 'check_unicast_src');
      if (!source || instance.unicastPeers.length > 0) continue;
      // A placeholder of a template is none of our business.
      if (source.args[0] && !parseIp(source.args[0].value)) continue;
      const block = settingNamed(instance.settings, 'unicast_peer');
      // Without addresses, but not without lines: something that we do not understand.
      if (block && block.children.length > 0) continue;
      report({
        at: { path, site: source.site },
        message: `"${source.keyword}" alone does not switch unicast on: without addresses in unicast_peer, ${instance.name} sends multicast, and nodes that use unicast do not hear it. List the other nodes in unicast_peer.`,
      });
    }
  },
};
