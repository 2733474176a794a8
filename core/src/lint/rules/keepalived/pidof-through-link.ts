import { compareVersions } from '../../../base/version.ts';
import { commandsOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const pidofThroughLink: KeepalivedRule = {
  scope: 'keepalived',
  id: 'pidof-through-link',
  severity: 'warning',
  verdict: 'own',
  summary: '`pidof`, a link to a program with several names, which keepalived before 2.3 runs under another name.',
  check(file, report, { version }) {
    const { config, path } = file;

    if (compareVersions(version, [2, 3]) >= 0) return;
    for (const { command, value } of commandsOf(config)) {
      if (command.name !== 'pidof') continue;
      report({
        at: { path, site: value.site },
        message:
          'pidof is usually a link to a program with several names (killall5, busybox). keepalived before 2.3 runs the target under its own name, so the check always fails. Use vrrp_track_process, or a script that calls pidof.',
      });
    }
  },
};
