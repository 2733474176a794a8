import { fileSite } from '../../../cluster/cluster.ts';
import { type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { basePriority } from '../../../failover/vrrp/base-priority.ts';
import { settingNamed, type Value } from '../../../languages/keepalived/config.ts';
import { addLineBelow, fix, replace } from '../../fix.ts';
import type { ClusterRule, Report } from '../../rule.ts';

export const unicastPeerMissing: ClusterRule = {
  scope: 'cluster',
  id: 'unicast-peer-missing',
  severity: 'error',
  verdict: 'own',
  restsOn: { keepalived: ['unicast_peer', 'unicast_src_ip'] },
  summary: 'A node does not list another node of its virtual router as unicast peer.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      for (const sender of group.members) {
        if (sender.config.hasIncludes || sender.instance.unicastPeers.length === 0) continue;
        if (settingNamed(sender.instance.settings, 'unicast_peer')?.children.some(isUnknown)) continue;
        for (const receiver of group.members) {
          if (receiver !== sender && receiver.instance.unicastPeers.length > 0)
            checkPair(sender, receiver, group.members, report);
        }
      }
    }
  },
};

function isUnknown({ keyword }: { readonly keyword: string }): boolean {
  return /[$~@]/.test(keyword);
}

function checkPair(sender: GroupMember, receiver: GroupMember, members: readonly GroupMember[], report: Report): void {
  const source = receiver.instance.unicastSource;
  // The address that the kernel would choose is in no file.
  if (!source || sender.instance.unicastPeers.some((peer) => peer.value === source.value)) return;
  const declared = receiver.node.declared?.addresses?.get(receiver.instance.interface?.value ?? '') ?? [];
  if (sender.instance.unicastPeers.some((peer) => declared.includes(peer.value))) return;
  const stray = strayPeer(sender, members);
  const last = sender.instance.unicastPeers.at(-1);
  if (!last) return;
  // A node that does not hold the address when all is well is missed only after a failover.
  const isQuiet = members.some((member) => basePriority(member.instance) > basePriority(sender.instance));
  report({
    at: fileSite(sender, (stray ?? settingNamed(sender.instance.settings, 'unicast_peer') ?? last).site),
    severity: isQuiet ? 'warning' : 'error',
    message: `${sender.node.name} does not advertise to ${source.value} (${receiver.node.name})${stray ? `, but to ${stray.value}, which is no node of ${sender.instance.name}` : ''}. ${consequence(sender, receiver, isQuiet)} List ${source.value} in the unicast_peer block of ${sender.node.name}.`,
    related: [
      { at: fileSite(receiver, source.site), message: `${receiver.node.name} has ${source.value}`, mirrored: false },
    ],
    fixes: [
      ...(stray
        ? [fix(`Replace ${stray.value} by ${source.value}`, replace(fileSite(sender, stray.site), source.value))]
        : []),
      fix(
        `Add ${source.value} to the peers of ${sender.node.name}`,
        addLineBelow(fileSite(sender, last.site), source.value),
      ),
    ],
  });
}

function consequence(sender: GroupMember, receiver: GroupMember, isQuiet: boolean): string {
  return isQuiet
    ? `While ${sender.node.name} holds the address, ${receiver.node.name} does not hear it and takes the address over as well.`
    : `${receiver.node.name} never hears ${sender.node.name}, so both become MASTER.`;
}

/** A listed peer that no member has, where exactly one is left over. */
function strayPeer(sender: GroupMember, members: readonly GroupMember[]): Value<string> | undefined {
  const sources = members.map((member) => member.instance.unicastSource?.value);
  if (sources.includes(undefined)) return undefined;
  const strays = sender.instance.unicastPeers.filter((peer) => !sources.includes(peer.value));
  return strays.length === 1 ? strays[0] : undefined;
}
