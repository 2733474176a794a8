import type { KeepalivedRule } from '../../rule.ts';

export const masterWithoutPriority: KeepalivedRule = {
  scope: 'keepalived',
  id: 'master-without-priority',
  severity: 'warning',
  verdict: 'own',
  summary: '`state MASTER` without `priority`, which means 255.',
  check(file, report) {
    const { config, path } = file;

    if (config.hasIncludes) return;
    for (const instance of config.instances) {
      const written = instance.settings.some(({ keyword }) => keyword === 'priority');
      if (written || instance.state?.value !== 'MASTER') continue;
      report({
        at: { path, site: instance.state.site },
        message: `Without a priority, "state MASTER" makes ${instance.name} the owner of the addresses (priority 255): it takes them at once whenever it starts, and weights of checks do not count. Write a priority such as 150.`,
      });
    }
  },
};
