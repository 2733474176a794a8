import { defaultsOf, serverOptions } from '../../../languages/haproxy/config.ts';
import type { HaproxyRule } from '../../rule.ts';

export const onlyBackupServers: HaproxyRule = {
  scope: 'haproxy',
  id: 'only-backup-servers',
  severity: 'information',
  verdict: 'own',
  summary: 'All servers of a section are `backup`: only the first one is used.',
  check(file, report) {
    const { config, path } = file;

    for (const section of config.sections) {
      if (section.kind !== 'backend' && section.kind !== 'listen') continue;
      const lines = [...(defaultsOf(config, section)?.directives ?? []), ...section.directives];
      if (
        lines.some(
          ({ keyword, args }) =>
            keyword === 'server-template' || (keyword === 'option' && args[0]?.value === 'allbackups'),
        )
      )
        continue;
      const [first, second] = section.servers;
      if (!first || !second || !section.servers.every((server) => serverOptions(config, server).includes('backup')))
        continue;
      report({
        at: { path, site: first.site },
        message: `All servers here are backups, and of those HAProxy uses only the first that is up: "${first.name}" gets all traffic. Remove "backup" from the servers that should share it, or add "option allbackups".`,
      });
    }
  },
};
