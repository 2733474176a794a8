import { reportDrift } from '../../drift.ts';
import type { ClusterRule } from '../../rule.ts';

export const serverDiffers: ClusterRule = {
  scope: 'cluster',
  id: 'server-differs',
  severity: 'warning',
  verdict: 'own',
  restsOn: { keepalived: [], haproxy: 'lines' },
  summary: 'A backend has other servers, or other options for a server, on another node.',
  check(cluster, report) {
    reportDrift(cluster, report, ['server'], ({ here, there }) => ({
      consequence:
        'After a failover the load goes elsewhere, or a server is checked and used in another way. Write the same server lines on all nodes.',
      severity: isTuning(here.text, there.text) ? 'information' : 'warning',
    }));
  },
};

const tuning = /\b(?:weight|maxconn|minconn|inter|fastinter|downinter|rise|fall|slowstart|maxqueue) \S+/g;

/** Whether only numbers differ that may suit the machine. */
function isTuning(own: string | undefined, theirs: string | undefined): boolean {
  return own !== undefined && theirs !== undefined && withoutTuning(own) === withoutTuning(theirs);
}

function withoutTuning(text: string): string {
  return text
    .replace(tuning, '')
    .split(' ')
    .filter((word) => word !== '')
    .sort()
    .join(' ');
}
