import { reportDrift } from '../../drift.ts';
import type { ClusterRule } from '../../rule.ts';

export const cookieValueDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'cookie-value-differs',
  severity: 'warning',
  verdict: 'own',
  restsOn: { keepalived: [], haproxy: 'lines' },
  summary: 'One server has another cookie value on another node.',
  check(cluster, report) {
    reportDrift(cluster, report, ['cookie'], () => ({
      consequence:
        'A client that comes back through the other node is sent to another server and loses its session. Give the server the same cookie value on all nodes.',
    }));
  },
};
