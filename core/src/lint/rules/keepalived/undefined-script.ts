import { guessOf } from '../../../base/nearest.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const undefinedScript: KeepalivedRule = {
  scope: 'keepalived',
  id: 'undefined-script',
  severity: 'error',
  verdict: 'program',
  about: 'name',
  summary: '`track_script` names a script that no `vrrp_script` declares.',
  check(file, report) {
    const { config, path } = file;
    if (config.hasIncludes) return;
    const names = new Set(config.scripts.map((script) => script.name));
    for (const instance of config.instances) {
      for (const tracked of instance.trackScripts) {
        if (names.has(tracked.name) || /[$~]/.test(tracked.name)) continue;
        const guess = guessOf(tracked.name, names);
        report({
          at: { path, site: tracked.site },
          message: `No vrrp_script is called "${tracked.name}". keepalived drops the check and goes on, so ${instance.name} never notices the fault. ${guess ? `Did you mean "${guess.meant}"?` : 'Declare the script above the instance.'}`,
          ...(guess && { guess }),
        });
      }
    }
  },
};
