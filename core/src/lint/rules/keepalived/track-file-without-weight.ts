import { electionSettings } from '../../../languages/keepalived/tracking.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const trackFileWithoutWeight: KeepalivedRule = {
  scope: 'keepalived',
  id: 'track-file-without-weight',
  severity: 'information',
  verdict: 'own',
  summary: 'A tracked file without weight, whose content is added to the priority.',
  check(file, report) {
    const { config, path } = file;
    const { fileNamed } = electionSettings(config);
    for (const instance of config.instances) {
      for (const tracked of instance.trackFiles) {
        if (tracked.weight || fileNamed(tracked.name)?.hasWeight) continue;
        report({
          at: { path, site: tracked.site },
          message: `Without a weight (1) the number in the file is added to the priority. If the file is to mean up or down, write "${tracked.name} weight 0": then any number but 0 puts the instance into FAULT.`,
        });
      }
    }
  },
};
