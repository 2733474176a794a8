import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const interfaceNotTracked: KeepalivedRule = {
  scope: 'keepalived',
  id: 'interface-not-tracked',
  severity: 'warning',
  verdict: 'own',
  summary: '`dont_track_primary`: a lost link does not make the node give up its addresses.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      const setting = settingNamed(instance.settings, 'dont_track_primary');
      const own = instance.interface?.value;
      if (!setting || instance.vips.length === 0) continue;
      // Advertisements go over a link of their own; the addresses' interfaces are tracked.
      if (instance.vips.every(({ device }) => device !== undefined && device !== own)) continue;
      report({
        at: { path, site: setting.site },
        message: `With dont_track_primary ${instance.name} stays MASTER when ${own ?? 'its interface'} loses its link, and the other node becomes MASTER too: both hold the addresses until the link is back. Remove the line unless the interface carries advertisements only.`,
      });
    }
  },
};
