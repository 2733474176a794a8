import type { Site } from '../../../syntax/chunk.ts';
import { fix, replace } from '../../fix.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { basePriority, ownerPriority } from '../../vrrp-facts.ts';

export const nopreemptWithStateMaster: KeepalivedRule = {
  scope: 'keepalived',
  id: 'nopreempt-with-state-master',
  severity: 'warning',
  verdict: 'own',
  summary: '`nopreempt` beside `state MASTER` or priority 255, which clear it.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      if (!instance.nopreempt || (config.hasIncludes && !instance.state)) continue;
      const owner = basePriority(instance) === ownerPriority;
      const { state } = instance;
      if (state?.value !== 'MASTER' && !owner) continue;
      const cause = state?.value === 'MASTER' ? '"state MASTER"' : 'priority 255';
      report({
        at: { path, site: instance.nopreempt },
        message: `nopreempt has no effect with ${cause}: keepalived clears it, so this node takes the addresses back as soon as it returns. Write "state BACKUP" on every node and let a priority below 255 decide.`,
        related: state
          ? [{ at: { path, site: state.site }, message: 'The initial state that clears nopreempt.', mirrored: false }]
          : [],
        ...(state?.value === 'MASTER' &&
          !owner &&
          written(state.site) === 'MASTER' && {
            fixes: [fix('Write state BACKUP', replace({ path, site: state.site }, 'BACKUP'))],
          }),
      });
    }
  },
};

function written({ chunk, range }: Site): string {
  return chunk.text.slice(range.start, range.end);
}
