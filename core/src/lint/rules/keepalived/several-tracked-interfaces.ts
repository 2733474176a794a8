import { compareVersions } from '../../../base/version.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const severalTrackedInterfaces: KeepalivedRule = {
  scope: 'keepalived',
  id: 'several-tracked-interfaces',
  severity: 'information',
  verdict: 'own',
  summary: 'Several tracked interfaces, of which keepalived 2.3.3 to 2.4.3 forgets faults.',
  check(file, report, { version }) {
    const { config, path } = file;

    if (compareVersions(version, [2, 3, 3]) < 0 || compareVersions(version, [2, 4, 3]) > 0) return;
    for (const instance of config.instances) {
      const unweighted = instance.trackInterfaces.filter(
        ({ name, weight }) => (weight?.value ?? 0) === 0 && name !== instance.interface?.value,
      );
      const [, second] = unweighted;
      if (!second) continue;
      report({
        at: { path, site: second.site },
        message: `Each of these ${unweighted.length} interfaces puts ${instance.name} into FAULT by itself. When two of them are down, keepalived 2.3.3 to 2.4.3 leaves FAULT as soon as the first is back. Another version does not; give the interfaces weights if one link may be missing.`,
      });
    }
  },
};
