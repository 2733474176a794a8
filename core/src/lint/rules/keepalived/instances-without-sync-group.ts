import type { KeepalivedRule } from '../../rule.ts';

export const instancesWithoutSyncGroup: KeepalivedRule = {
  scope: 'keepalived',
  id: 'instances-without-sync-group',
  severity: 'hint',
  verdict: 'own',
  summary: 'Instances on different interfaces that nothing keeps together.',
  check(file, report) {
    const { config, path } = file;

    if (config.hasIncludes || config.syncGroups.length > 0) return;
    const [first, ...others] = config.instances;
    const second = others.find(
      (instance) =>
        instance.interface &&
        first?.interface &&
        instance.interface.value !== first.interface.value &&
        instance.priority?.value === first.priority?.value &&
        instance.vips[0]?.address?.family === first.vips[0]?.address?.family,
    );
    if (!first || !second) return;
    report({
      at: { path, site: second.site },
      message: `${first.name} and ${second.name} are on different interfaces and elected independently: after a fault on one side the addresses may be on different nodes. If traffic goes in on one and out on the other, put both into a vrrp_sync_group.`,
      related: [{ at: { path, site: first.site }, message: 'The other instance.', mirrored: false }],
    });
  },
};
