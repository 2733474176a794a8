import { compareVersions } from '../../../base/version.ts';
import { instancesNamed } from '../../../languages/keepalived/by-name.ts';
import { settingNamed, type VrrpInstance } from '../../../languages/keepalived/config.ts';
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
    if (compareVersions(context.version, [2, 2]) < 0) return;
    for (const group of config.syncGroups) {
      const tracked = settingNamed(group.settings, 'track_interface')?.children ?? [];
      if (tracked.length === 0) continue;
      const trackedBy = new Map<string, VrrpInstance>();
      for (const instance of instancesNamed(
        config,
        group.members.map(({ name }) => name),
      )) {
        for (const name of interfacesOf(instance)) if (!trackedBy.has(name)) trackedBy.set(name, instance);
      }
      for (const { keyword: name, site } of tracked) {
        const member = trackedBy.get(name);
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

function interfacesOf({ interface: own, trackInterfaces, dontTrackPrimary }: VrrpInstance): readonly string[] {
  const names = trackInterfaces.map((tracked) => tracked.name);
  return own && !dontTrackPrimary ? [own.value, ...names] : names;
}
