import type { KeepalivedRule } from '../../rule.ts';

export const missingVirtualRouterId: KeepalivedRule = {
  scope: 'keepalived',
  id: 'missing-virtual-router-id',
  severity: 'error',
  verdict: 'program',
  misses: 'block',
  summary: 'A `vrrp_instance` has no `virtual_router_id`.',
  check(file, report) {
    if (file.config.hasIncludes) return;
    for (const instance of file.config.instances) {
      if (instance.virtualRouterIdWritten) continue;
      report({
        at: { path: file.path, site: instance.site },
        message: `${instance.name} has no virtual_router_id, so keepalived does not start at all. Give it one from 1 to 255, the same on all nodes.`,
      });
    }
  },
};
