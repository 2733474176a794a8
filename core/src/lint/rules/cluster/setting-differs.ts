import { reportDrift } from '../../drift.ts';
import type { ClusterRule } from '../../rule.ts';

export const settingDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'setting-differs',
  severity: 'information',
  verdict: 'own',
  restsOn: { keepalived: [], haproxy: 'lines' },
  summary: 'A setting or rule of a proxy differs between nodes that serve the same.',
  check(cluster, report) {
    reportDrift(cluster, report, ['setting', 'rule'], ({ subject }) => ({
      consequence:
        'Requests are handled differently after a failover. Write the same on all nodes, unless it is meant.',
      severity: grave.has(subject) ? 'warning' : 'information',
    }));
  },
};

/** These change what a client gets. */
const grave: ReadonlySet<string> = new Set(['mode', 'balance', 'cookie', 'default_backend', 'use_backend', 'redirect']);
