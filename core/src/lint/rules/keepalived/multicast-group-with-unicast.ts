import { compareVersions } from '../../../base/version.ts';
import { settingNamed } from '../../../languages/keepalived/config.ts';
import { deleteLines, fix } from '../../fix.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const multicastGroupWithUnicast: KeepalivedRule = {
  scope: 'keepalived',
  id: 'multicast-group-with-unicast',
  severity: 'warning',
  verdict: 'own',
  summary: '`mcast_dst_ip` beside unicast peers, where it has no effect.',
  check(file, report, context) {
    const { config, path } = file;

    // Older ones do not know the keyword.
    if (compareVersions(context.version, [2, 2]) < 0) return;
    for (const instance of config.instances) {
      const group = settingNamed(instance.settings, 'mcast_dst_ip');
      if (!group || instance.unicastPeers.length === 0) continue;
      const at = { path, site: group.site };
      report({
        at,
        message: `${instance.name} has unicast peers, so it sends nothing to a multicast group: keepalived ignores this line. Remove it or the peers.`,
        fixes: [fix('Remove the line', deleteLines(at))],
      });
    }
  },
};
