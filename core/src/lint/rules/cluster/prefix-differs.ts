import { type FileSite, fileSite } from '../../../cluster/cluster.ts';
import { allVips, vipKey, vrrpGroups } from '../../../cluster/vrrp.ts';
import type { VirtualAddress } from '../../../languages/keepalived/config.ts';
import type { Site } from '../../../syntax/chunk.ts';
import type { Fix } from '../../finding.ts';
import { fix, replace } from '../../fix.ts';
import type { ClusterRule } from '../../rule.ts';

export const prefixDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'prefix-differs',
  severity: 'warning',
  verdict: 'own',
  restsOn: { keepalived: ['virtual_ipaddress', 'virtual_ipaddress_excluded'] },
  summary: 'Two nodes give one virtual address different prefix lengths.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      const [first, ...others] = group.members;
      const expected = new Map(allVips(first.instance).map((vip) => [vipKey(vip), vip]));
      for (const member of others) {
        for (const vip of allVips(member.instance)) {
          const reference = expected.get(vipKey(vip));
          if (!reference || !vip.address || prefixOf(vip) === prefixOf(reference)) continue;
          const [here, there] = [fileSite(member, addressSite(vip)), fileSite(first, addressSite(reference))];
          report({
            at: here,
            message: `${vipKey(vip)} has the prefix /${prefixOf(vip)} on ${member.node.name} and /${prefixOf(reference)} on ${first.node.name}, so routes and broadcasts of its network change with the node that holds it. Write the same prefix on all nodes.`,
            related: [{ at: there, message: `${reference.text} on ${first.node.name}`, mirrored: true }],
            fixes: [...rewrite(here, reference.text, member.node.name), ...rewrite(there, vip.text, first.node.name)],
          });
        }
      }
    }
  },
};

/** keepalived takes an address without prefix for a host's. */
function prefixOf(vip: VirtualAddress): string {
  return /\/(\d+)$/.exec(vip.text)?.[1] ?? (vip.address?.family === 6 ? '128' : '32');
}

/** The address without the words after it; the whole line where a definition stands for it. */
function addressSite({ site, text }: VirtualAddress): Site {
  const end = site.range.start + text.length;
  const isWritten = site.chunk.text.slice(site.range.start, end) === text;
  return isWritten ? { chunk: site.chunk, range: { start: site.range.start, end } } : site;
}

function rewrite(at: FileSite, text: string, node: string): Fix[] {
  const { chunk, range } = at.site;
  const isAddress = /^[\da-fA-F.:]+(?:\/\d+)?$/.test(chunk.text.slice(range.start, range.end));
  return isAddress ? [fix(`Write ${text} on ${node}`, replace(at, text))] : [];
}
