import { type Cluster, fileSite, filesOf } from '../../../cluster/cluster.ts';
import { allVips, vipKey, vrrpGroups } from '../../../cluster/vrrp.ts';
import { keepalivedFiles } from '../../../languages/keepalived/config.ts';
import type { ClusterRule } from '../../rule.ts';

export const virtualAddressBelongsToNode: ClusterRule = {
  scope: 'cluster',
  id: 'virtual-address-belongs-to-node',
  severity: 'error',
  verdict: 'own',
  summary: 'A virtual address is the own address of another node.',
  check(cluster, report) {
    const owners = ownAddresses(cluster);
    for (const member of vrrpGroups(cluster).flatMap((group) => group.members)) {
      for (const vip of allVips(member.instance)) {
        const owner = owners.get(vipKey(vip));
        // On its own node it is reported in the file.
        if (owner === undefined || (owner === member.node.name && !declares(member.node.declared, vipKey(vip))))
          continue;
        report({
          at: fileSite(member, vip.site),
          message: `${vipKey(vip)} is ${owner}'s own address: whoever is MASTER has it as well, so that two machines answer for it, and keepalived removes it from ${owner} when it stops. Use an address that no machine has.`,
        });
      }
    }
  },
};

/** Addresses that the nodes have for themselves, with whose they are. */
function ownAddresses(cluster: Cluster): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const node of cluster.nodes) {
    for (const { config } of filesOf(node, keepalivedFiles)) {
      for (const { unicastSource } of config.instances) if (unicastSource) owners.set(unicastSource.value, node.name);
    }
    for (const address of [...(node.declared?.addresses?.values() ?? [])].flat()) owners.set(address, node.name);
  }
  return owners;
}

function declares(
  facts: { readonly addresses?: ReadonlyMap<string, readonly string[]> } | undefined,
  address: string,
): boolean {
  return [...(facts?.addresses?.values() ?? [])].some((list) => list.includes(address));
}
