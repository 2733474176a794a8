import { filesOf } from '../../../cluster/cluster.ts';
import { unitFiles } from '../../../languages/host/host-file.ts';
import type { ClusterRule } from '../../rule.ts';
import { fileOnce } from '../../shared-files.ts';

export const addressesKeptAtStop: ClusterRule = {
  scope: 'cluster',
  id: 'addresses-kept-at-stop',
  severity: 'warning',
  verdict: 'own',
  summary: 'Virtual addresses stay on a machine whose keepalived stops.',
  check(cluster, report) {
    if (cluster.groups.length === 0) return;
    for (const { path, config } of fileOnce(cluster, (node) => filesOf(node, unitFiles) ?? [])) {
      for (const { text, site } of config.lines) {
        const isStart =
          /^ExecStart\s*=.*\bkeepalived\b/.test(text) || /^(?:KEEPALIVED_OPTIONS|DAEMON_ARGS|OPTIONS)\s*=/.test(text);
        const option = /(?:^|[\s="'])(-V|--dont-release-vrrp)(?=$|[\s"'])/.exec(text)?.[1];
        if (!isStart || option === undefined) continue;
        report({
          at: { path, site },
          message: `With ${option} keepalived leaves its virtual addresses on the machine when it stops. The other node takes them over as well, and both answer. Take ${option} away.`,
        });
      }
    }
  },
};
