import { parseIp } from '../../../base/ip-address.ts';
import type { VirtualAddress } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { basePriority, ownerPriority } from '../../vrrp-facts.ts';

export const virtualAddressIsNodeAddress: KeepalivedRule = {
  scope: 'keepalived',
  id: 'virtual-address-is-node-address',
  severity: 'error',
  verdict: 'own',
  summary: 'A virtual address that is also a fixed address of a node.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      if (basePriority(instance) === ownerPriority) continue;
      const byAddress = new Map<string, VirtualAddress>();
      for (const vip of [...instance.vips, ...instance.excludedVips]) {
        if (vip.address && !byAddress.has(vip.address.text)) byAddress.set(vip.address.text, vip);
      }
      for (const fixed of [...(instance.unicastSource ? [instance.unicastSource] : []), ...instance.unicastPeers]) {
        const text = parseIp(fixed.value)?.text;
        const vip = text === undefined ? undefined : byAddress.get(text);
        if (!vip) continue;
        report({
          at: { path, site: vip.site },
          message: `${fixed.value} is a fixed address of a node (unicast_${fixed === instance.unicastSource ? 'src_ip' : 'peer'}). As a virtual address it would be on two nodes at once, and keepalived removes it from its node when it gives it up. Choose an address that no node has.`,
          related: [{ at: { path, site: fixed.site }, message: 'The same address as one of a node.', mirrored: false }],
        });
      }
    }
  },
};
