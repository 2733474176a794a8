import { filesOf } from '../../../cluster/cluster.ts';
import { type HostFileText, unitFiles } from '../../../languages/host/host-file.ts';
import type { ClusterRule } from '../../rule.ts';
import { fileOnce } from '../../shared-files.ts';

export const startedBeforeNetwork: ClusterRule = {
  scope: 'cluster',
  id: 'started-before-network',
  severity: 'information',
  verdict: 'own',
  summary: 'The unit of keepalived does not wait until the network is up.',
  check(cluster, report) {
    if (cluster.groups.length === 0) return;
    for (const { path, config, node } of fileOnce(cluster, (each) => filesOf(each, unitFiles) ?? [])) {
      const isUnit = path.endsWith('/keepalived.service') || path === 'keepalived.service';
      const start = config.lines.find(({ text }) => text.startsWith('ExecStart'));
      // A drop-in may add what the unit lacks.
      if (!isUnit || !start || (filesOf(node, unitFiles) ?? []).some((unit) => waits(unit.config))) continue;
      report({
        at: { path, site: start.site },
        message: `keepalived is started without waiting for the network: at boot its interface may have no address yet, so that the instance begins in FAULT, or takes the address before HAProxy is ready. Add "After=network-online.target" and "Wants=network-online.target".`,
      });
    }
  },
};

function waits({ lines }: HostFileText): boolean {
  return lines.some(({ text }) => /^(?:After|Requires|Wants)\s*=.*\bnetwork-online\.target\b/.test(text));
}
