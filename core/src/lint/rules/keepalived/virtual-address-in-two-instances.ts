import { isLinkLocal } from '../../../base/link-local.ts';
import type { VirtualAddress, VrrpInstance } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const virtualAddressInTwoInstances: KeepalivedRule = {
  scope: 'keepalived',
  id: 'virtual-address-in-two-instances',
  severity: 'warning',
  verdict: 'own',
  summary: 'The same virtual address in two instances of a node.',
  check(file, report) {
    const { config, path } = file;

    const owners = new Map<string, Owner>();
    for (const instance of config.instances) {
      for (const vip of [...instance.vips, ...instance.excludedVips]) {
        if (!vip.address) continue;
        const first = owners.get(vip.address.text);
        if (!first) owners.set(vip.address.text, { instance, vip });
        else if (first.instance !== instance && !onOtherLink(first, { instance, vip })) {
          report({
            at: { path, site: vip.site },
            message: `${vip.address.text} belongs to ${first.instance.name} already. Each instance adds and removes it on its own, so it is on two nodes or on none as soon as they differ. Keep it in one of them.`,
            related: [{ at: { path, site: first.vip.site }, message: 'The same address.', mirrored: false }],
          });
        }
      }
    }
  },
};

interface Owner {
  readonly instance: VrrpInstance;
  readonly vip: VirtualAddress;
}

/** The addresses stand for different devices; a link-local one does on every link. */
function onOtherLink(first: Owner, second: Owner): boolean {
  if (first.vip.device !== second.vip.device) return true;
  return isLinkLocal(second.vip.address?.text ?? '') && deviceOf(first) !== deviceOf(second);
}

function deviceOf({ instance, vip }: Owner): string | undefined {
  return vip.device ?? instance.interface?.value;
}
