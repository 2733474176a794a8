import type { KeepalivedRule } from '../../rule.ts';
import { isStrict } from '../../vrrp-facts.ts';

export const preemptDelayWithoutEffect: KeepalivedRule = {
  scope: 'keepalived',
  id: 'preempt-delay-without-effect',
  severity: 'warning',
  verdict: 'own',
  summary: '`preempt_delay` beside something that clears it: `state MASTER`, `nopreempt`, strict mode.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      const { preemptDelay, state } = instance;
      if (!preemptDelay || preemptDelay.value === 0) continue;
      const cause =
        state?.value === 'MASTER'
          ? '"state MASTER"'
          : isStrict(config, instance)
            ? 'strict mode'
            : instance.nopreempt
              ? 'nopreempt'
              : undefined;
      if (cause === undefined) continue;
      report({
        at: { path, site: preemptDelay.site },
        message: `preempt_delay has no effect with ${cause}: keepalived clears it. ${cause === 'nopreempt' ? 'A node that never preempts needs no delay: keep one of the two.' : cause === 'strict mode' ? 'Leave strict mode, or accept that the node returns at once.' : 'The node takes the addresses back at once when it returns. Write "state BACKUP" instead.'}`,
      });
    }
  },
};
