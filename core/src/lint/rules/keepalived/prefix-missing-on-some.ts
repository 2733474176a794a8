import type { VirtualAddress } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const prefixMissingOnSome: KeepalivedRule = {
  scope: 'keepalived',
  id: 'prefix-missing-on-some',
  severity: 'hint',
  verdict: 'own',
  summary: 'A virtual address without prefix among others that have one.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      const all = [...instance.vips, ...instance.excludedVips];
      const kindOf = ({ address, device }: VirtualAddress): string => `${address?.family ?? 0} ${device ?? ''}`;
      const siblings = new Map<string, VirtualAddress>();
      for (const vip of all) {
        if (!/\/\d+$/.test(vip.text) || /\/(?:32|128)$/.test(vip.text) || siblings.has(kindOf(vip))) continue;
        siblings.set(kindOf(vip), vip);
      }
      for (const vip of all) {
        if (!vip.address || vip.text.includes('/')) continue;
        const sibling = siblings.get(kindOf(vip));
        if (!sibling) continue;
        const width = vip.address.family === 4 ? 32 : 128;
        report({
          at: { path, site: vip.site },
          message: `Without a prefix this address gets /${width}, unlike ${sibling.text} beside it. If it is in the same network, write /${sibling.text.split('/')[1] ?? ''}.`,
        });
      }
    }
  },
};
