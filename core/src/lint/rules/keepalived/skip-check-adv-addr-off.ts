import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const skipCheckAdvAddrOff: KeepalivedRule = {
  scope: 'keepalived',
  id: 'skip-check-adv-addr-off',
  severity: 'warning',
  verdict: 'own',
  summary: '`skip_check_adv_addr off`, which switches it on.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      const setting = settingNamed(instance.settings, 'skip_check_adv_addr');
      const value = setting?.args[0]?.value;
      if (!setting || value === undefined || !/^(?:off|no|false)$/i.test(value)) continue;
      report({
        at: { path, site: setting.site },
        message: `keepalived switches skip_check_adv_addr on whatever value follows, also with "${value}". Remove the line to have it off.`,
      });
    }
  },
};
