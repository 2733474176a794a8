import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const vmacAddressWithPrefix: KeepalivedRule = {
  scope: 'keepalived',
  id: 'vmac-address-with-prefix',
  severity: 'information',
  verdict: 'own',
  summary: 'A virtual address with a network prefix on a `use_vmac` instance.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      if (!settingNamed(instance.settings, 'use_vmac')) continue;
      const vip = instance.vips.find(
        ({ text, device }) => device === undefined && /\/\d+$/.test(text) && !/\/(?:32|128)$/.test(text),
      );
      if (vip?.address?.family !== 4) continue;
      report({
        at: { path, site: vip.site },
        message: `With use_vmac this prefix adds a second route to the network, over the virtual interface: answers may leave with the wrong address or get lost. Write ${vip.address.text}/32.`,
      });
    }
  },
};
