import { checksOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const checkGoesThroughVirtualAddress: KeepalivedRule = {
  scope: 'keepalived',
  id: 'check-goes-through-virtual-address',
  severity: 'warning',
  verdict: 'own',
  summary: 'A check that asks the virtual address instead of the local service.',
  check(file, report) {
    const { config, path } = file;

    for (const { owner, command, value } of checksOf(config)) {
      const words = new Set(
        command.text
          .split(/[^0-9A-Fa-f.:]+/)
          .flatMap((word) => [word, word.replace(/:\d*$/, ''), word.replace(/:+$/, '')]),
      );
      const vip = config.instances
        .flatMap((instance) => [...instance.vips, ...instance.excludedVips])
        .find(({ text, address }) => address && (words.has(address.text) || words.has(text.replace(/\/.*$/, ''))));
      if (!vip) continue;
      report({
        at: { path, site: value.site },
        message: `"${owner}" asks the virtual address ${vip.text.replace(/\/.*$/, '')}. On a node that does not hold it, the answer comes from the other node or not at all: the check says nothing about this one, and when nobody holds the address, nobody may take it. Ask 127.0.0.1 or the node's own address.`,
        related: [{ at: { path, site: vip.site }, message: 'The virtual address.', mirrored: false }],
      });
    }
  },
};
