import { reportDrift } from '../../drift.ts';
import type { ClusterRule } from '../../rule.ts';

export const timeoutDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'timeout-differs',
  severity: 'warning',
  verdict: 'own',
  restsOn: { keepalived: [], haproxy: 'lines' },
  summary: 'A timeout differs between nodes that serve the same.',
  check(cluster, report) {
    reportDrift(cluster, report, ['timeout'], () => ({
      consequence: 'Connections that one node keeps the other one cuts. Write the same timeout on all nodes.',
    }));
  },
};
