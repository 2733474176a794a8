import { reportDrift } from '../../drift.ts';
import type { ClusterRule } from '../../rule.ts';

export const proxyMissingOnNode: ClusterRule = {
  scope: 'cluster',
  id: 'proxy-missing-on-node',
  severity: 'warning',
  verdict: 'own',
  summary: 'A frontend, backend or listen section is on some nodes only.',
  check(cluster, report) {
    reportDrift(cluster, report, ['proxy'], () => ({
      consequence: 'What clients reach changes with the node that holds the address. Write the section on all nodes.',
    }));
  },
};
