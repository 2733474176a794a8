import { parseIp } from '../../../base/ip-address.ts';
import { isLinkLocal } from '../../../base/link-local.ts';
import { compareVersions } from '../../../base/version.ts';
import { settingNamed, type VrrpInstance } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const unicastWithoutIpv6Source: KeepalivedRule = {
  scope: 'keepalived',
  id: 'unicast-without-ipv6-source',
  severity: 'warning',
  verdict: 'own',
  summary: 'Unicast over IPv6 without `unicast_src_ip`: the nodes do not hear each other.',
  check(file, report, { version }) {
    const { config, path } = file;

    if (config.hasIncludes || config.limits.length > 0) return;
    // Lab: 2.1.5 stays in FAULT; 2.2.7, 2.3.3 and 2.3.4 hear nobody.
    const isOld = compareVersions(version, [2, 2, 7]) < 0;
    for (const instance of config.instances) {
      const [peer] = instance.unicastPeers;
      if (!peer || !lacksSource(instance)) continue;
      const effect = isOld
        ? `${instance.name} may never leave FAULT`
        : `${instance.name} hears no advertisements, so both nodes become MASTER`;
      report({
        at: { path, site: peer.site },
        message: `${effect}: without unicast_src_ip keepalived takes the interface's link-local address, which it cannot bind. Add unicast_src_ip with this node's global IPv6 address, the one that the other nodes list as their peer.`,
      });
    }
  },
};

function lacksSource({ vips, unicastPeers, settings, unsure }: VrrpInstance): boolean {
  return (
    unsure === undefined &&
    vips[0]?.address?.family === 6 &&
    settingNamed(settings, 'unicast_src_ip') === undefined &&
    unicastPeers.every(({ value }) => parseIp(value)?.family === 6 && !isLinkLocal(value))
  );
}
