import type { VirtualAddress } from '../../../languages/keepalived/config.ts';
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

    const vips = new Map<string, { readonly vip: VirtualAddress; readonly at: number }>();
    let position = 0;
    for (const vip of config.instances.flatMap((instance) => [...instance.vips, ...instance.excludedVips])) {
      if (!vip.address) continue;
      for (const text of [vip.address.text, withoutPrefix(vip)]) {
        if (!vips.has(text)) vips.set(text, { vip, at: position });
      }
      position++;
    }
    for (const { owner, command, value } of checksOf(config)) {
      const words = new Set(
        command.text
          .split(/[^0-9A-Fa-f.:]+/)
          .flatMap((word) => [word, word.replace(/:\d*$/, ''), word.replace(/:+$/, '')]),
      );
      const [first] = [...words].flatMap((word) => vips.get(word) ?? []).sort((a, b) => a.at - b.at);
      if (!first) continue;
      const { vip } = first;
      report({
        at: { path, site: value.site },
        message: `"${owner}" asks the virtual address ${withoutPrefix(vip)}. On a node that does not hold it, the answer comes from the other node or not at all: the check says nothing about this one, and when nobody holds the address, nobody may take it. Ask 127.0.0.1 or the node's own address.`,
        related: [{ at: { path, site: vip.site }, message: 'The virtual address.', mirrored: false }],
      });
    }
  },
};

function withoutPrefix({ text }: VirtualAddress): string {
  const slash = text.indexOf('/');
  return slash < 0 ? text : text.slice(0, slash);
}
