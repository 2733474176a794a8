import { compareVersions } from '../../../base/version.ts';
import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const startupDelayStretched: KeepalivedRule = {
  scope: 'keepalived',
  id: 'startup-delay-stretched',
  severity: 'information',
  verdict: 'own',
  summary: '`vrrp_startup_delay`, which keepalived 2.2.0 to 2.2.7 stretch.',
  check(file, report, { version }) {
    const { config, path } = file;

    // Before 2.2 the sockets are opened after the delay (lab, 2.1.5).
    if (compareVersions(version, [2, 2, 0]) < 0) return;
    if (compareVersions(version, [2, 2, 7]) > 0) return;
    const setting = settingNamed(config.globals, 'vrrp_startup_delay');
    if (!setting || Number(setting.args[0]?.value ?? 0) === 0) return;
    report({
      at: { path, site: setting.site },
      message:
        'Up to keepalived 2.2.7 every advertisement heard during the delay makes it longer, so a node that returns waits seconds more than written. Write less, or use 2.2.8.',
    });
  },
};
