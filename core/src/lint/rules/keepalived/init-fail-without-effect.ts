import { compareVersions } from '../../../base/version.ts';
import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const initFailWithoutEffect: KeepalivedRule = {
  scope: 'keepalived',
  id: 'init-fail-without-effect',
  severity: 'information',
  verdict: 'own',
  summary: '`init_fail`, which versions 2.2.5 to 2.4.3 ignore.',
  check(file, report, { version }) {
    const { config, path } = file;

    if (compareVersions(version, [2, 2, 5]) < 0 || compareVersions(version, [2, 4, 3]) > 0) return;
    for (const script of config.scripts) {
      const setting = settingNamed(script.settings, 'init_fail');
      if (!setting) continue;
      report({
        at: { path, site: setting.site },
        message: `init_fail has no effect from keepalived 2.2.5 to 2.4.3: "${script.name}" starts as without it. Do not rely on the node waiting for its first good check.`,
      });
    }
  },
};
