import { reportDrift } from '../../drift.ts';
import type { ClusterRule } from '../../rule.ts';

export const certificateDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'certificate-differs',
  severity: 'warning',
  verdict: 'own',
  summary: 'A frontend shows another certificate on another node.',
  check(cluster, report) {
    reportDrift(cluster, report, ['certificate'], () => ({
      consequence:
        'After a failover clients see another certificate. Install the same files on all nodes, under the same names.',
    }));
  },
};
