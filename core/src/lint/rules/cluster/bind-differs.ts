import { reportDrift } from '../../drift.ts';
import type { ClusterRule } from '../../rule.ts';

export const bindDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'bind-differs',
  severity: 'warning',
  verdict: 'own',
  restsOn: { keepalived: [], haproxy: 'lines' },
  summary: 'A frontend listens differently on another node.',
  check(cluster, report) {
    reportDrift(cluster, report, ['bind'], () => ({
      consequence:
        'After a failover clients are refused or met in another way. Write the same bind lines on all nodes.',
    }));
  },
};
