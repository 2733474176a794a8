import { settingNamed } from '../../../languages/keepalived/config.ts';
import { deleteLines, fix } from '../../fix.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const xmitBaseWithoutVmac: KeepalivedRule = {
  scope: 'keepalived',
  id: 'xmit-base-without-vmac',
  severity: 'warning',
  verdict: 'own',
  summary: '`vmac_xmit_base` without `use_vmac`, where it has no effect.',
  check(file, report) {
    const { config, path } = file;

    if (config.hasIncludes) return;
    for (const instance of config.instances) {
      const setting = settingNamed(instance.settings, 'vmac_xmit_base');
      if (!setting || settingNamed(instance.settings, 'use_vmac')) continue;
      const at = { path, site: setting.site };
      report({
        at,
        message: `${instance.name} has no use_vmac, so it sends from its own interface anyway: keepalived ignores vmac_xmit_base. Remove it or add use_vmac.`,
        fixes: [fix('Remove the line', deleteLines(at))],
      });
    }
  },
};
