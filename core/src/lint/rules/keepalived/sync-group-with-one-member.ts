import type { KeepalivedRule } from '../../rule.ts';

export const syncGroupWithOneMember: KeepalivedRule = {
  scope: 'keepalived',
  id: 'sync-group-with-one-member',
  severity: 'warning',
  verdict: 'own',
  summary: 'A `vrrp_sync_group` with a single member.',
  check(file, report) {
    const { config, path } = file;

    if (config.hasIncludes) return;
    for (const group of config.syncGroups) {
      const [only, ...others] = group.members;
      if (!only || others.length > 0) continue;
      report({
        at: { path, site: group.site },
        message: `"${only.name}" is the only member of ${group.name}, so there is nothing to keep together, and weights of its checks are ignored. Add the other instances, or remove the group.`,
      });
    }
  },
};
