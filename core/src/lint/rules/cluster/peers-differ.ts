import { reportDrift } from '../../drift.ts';
import type { ClusterRule } from '../../rule.ts';

export const peersDiffer: ClusterRule = {
  scope: 'cluster',
  id: 'peers-differ',
  severity: 'warning',
  verdict: 'own',
  summary: 'The nodes list different peers.',
  check(cluster, report) {
    reportDrift(cluster, report, ['peers'], () => ({
      consequence:
        'A peer that is not listed on both sides is refused, and stick tables are not shared. Write the same peers section on all nodes.',
    }));
  },
};
