import type { KeepalivedRule } from '../../rule.ts';

export const timeoutAboveInterval: KeepalivedRule = {
  scope: 'keepalived',
  id: 'timeout-above-interval',
  severity: 'information',
  verdict: 'own',
  summary: "A script's `timeout` is longer than its `interval`.",
  check(file, report) {
    const { config, path } = file;

    for (const script of config.scripts) {
      const { timeout, interval } = script;
      const every = interval?.value ?? 1;
      if (!timeout || timeout.value <= every || every <= 0) continue;
      report({
        at: { path, site: timeout.site },
        message: `A run that hangs may last ${timeout.value} s, and the runs of every ${every} s that fall into it are skipped: "${script.name}" notices a hanging service after ${timeout.value} s or more. Write a timeout of at most ${every}.`,
      });
    }
  },
};
