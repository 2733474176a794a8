import { type ClusterNode, fileSite, filesOf } from '../../../cluster/cluster.ts';
import { type GroupMember, vrrpGroups } from '../../../cluster/vrrp.ts';
import { trackersOf } from '../../../failover/vrrp/trackers.ts';
import { haproxyFiles } from '../../../languages/haproxy/config.ts';
import { syncGroupsWith } from '../../../languages/keepalived/by-name.ts';
import type { ClusterRule } from '../../rule.ts';

export const haproxyNotTracked: ClusterRule = {
  scope: 'cluster',
  id: 'haproxy-not-tracked',
  severity: 'warning',
  verdict: 'own',
  summary: 'HAProxy serves a virtual address, and no node checks whether HAProxy runs.',
  check(cluster, report) {
    for (const group of vrrpGroups(cluster)) {
      const vips = group.addresses;
      if (vips.length === 0 || group.members.length < 2) continue;
      // Where one node checks and another does not, that difference is what has to be mended.
      if (!group.members.every(tracksNothing) || !group.members.every(({ node }) => serves(node, vips))) continue;
      const [member] = group.members;
      report({
        at: fileSite(member, member.instance.site),
        message: `HAProxy serves ${vips.join(', ')}, but ${member.instance.name} tracks nothing that tells whether it runs: when HAProxy dies, the address stays on the machine and every connection is refused. Track a vrrp_script or vrrp_track_process for HAProxy on all nodes.`,
        related: group.members.slice(1).map((other) => ({
          at: fileSite(other, other.instance.site),
          message: `nor does ${other.node.name}`,
          mirrored: true,
        })),
      });
    }
  },
};

function tracksNothing(member: GroupMember): boolean {
  const { config, instance } = member;
  if (config.hasIncludes || instance.unmodelled.includes('track_bfd')) return false;
  const asked = [instance.trackScripts, instance.trackProcesses, instance.trackFiles].some((list) => list.length > 0);
  const groups = syncGroupsWith(config, instance.name);
  const byGroup = groups.some((group) => group.settings.some(({ keyword }) => /^track_(?!interface)/.test(keyword)));
  // What is asked for and not run is reported where it is asked for.
  return !asked && !byGroup && trackersOf(member).every((tracker) => tracker.kind === 'interface');
}

function serves(node: ClusterNode, vips: readonly string[]): boolean {
  return filesOf(node, haproxyFiles).some((file) =>
    file.config.sections.some((section) =>
      section.binds.some(({ address }) => {
        if (address.kind !== 'ip') return false;
        return address.host
          ? vips.includes(address.host.text)
          : vips.some((vip) => vip.includes(':') === (address.family === 6));
      }),
    ),
  );
}
