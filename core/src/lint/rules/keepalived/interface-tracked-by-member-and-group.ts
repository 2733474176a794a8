import { compareVersions } from '../../../base/version.ts';
import { type SyncGroup, settingNamed, type VrrpInstance } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const interfaceTrackedByMemberAndGroup: KeepalivedRule = {
  scope: 'keepalived',
  id: 'interface-tracked-by-member-and-group',
  severity: 'warning',
  verdict: 'own',
  summary: 'An interface that an instance and its sync group both track.',
  check(file, report, context) {
    const { config, path } = file;

    // Older ones say nothing.
    if (compareVersions(context.versions.keepalived, [2, 2]) < 0) return;
    for (const group of config.syncGroups) {
      const tracked = settingNamed(group.settings, 'track_interface')?.children ?? [];
      for (const { keyword: name, site } of tracked) {
        const member = membersOf(group, config.instances).find((instance) => tracks(instance, name));
        if (!member) continue;
        report({
          at: { path, site },
          message: `${member.name} tracks ${name} already${member.interface?.value === name ? ', as its own interface' : ''}: keepalived complains and lets one of the two weights count. Track it in one place.`,
          related: [{ at: { path, site: member.site }, message: 'The member that tracks it.', mirrored: false }],
        });
      }
    }
  },
};

function membersOf({ members }: SyncGroup, instances: readonly VrrpInstance[]): readonly VrrpInstance[] {
  return instances.filter(({ name }) => members.some((member) => member.name === name));
}

function tracks({ interface: own, trackInterfaces, dontTrackPrimary }: VrrpInstance, name: string): boolean {
  return (own?.value === name && !dontTrackPrimary) || trackInterfaces.some((tracked) => tracked.name === name);
}
