import { memo } from '../../../base/memo.ts';
import { directivesOf, type HaproxySection, serverHas, serversMayHave } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const onlyBackupServers: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'only-backup-servers',
  severity: 'information',
  verdict: 'own',
  summary: 'All servers of a section are `backup`: only the first one is used.',
  sections: ['backend', 'listen'],
  keywords: ['server'],
  checkSection(section, report, context) {
    if (section.servers.length < 2 || !serversMayHave(context, 'backup')) return;
    const [first] = section.servers;
    if (!first || !section.servers.every((server) => serverHas(context, server, 'backup'))) return;
    for (const lines of [section, context.defaults]) {
      if (!lines) continue;
      if (lines.byKeyword.has('server-template')) return;
      if (usesAllBackups(lines)) return;
    }
    report({
      at: { path: context.path, site: first.site },
      message: `All servers here are backups, and of those HAProxy uses only the first that is up: "${first.name}" gets all traffic. Remove "backup" from the servers that should share it, or add "option allbackups".`,
    });
  },
};

/** Of a defaults section all of its proxies ask. */
const usesAllBackups = memo((section: HaproxySection): boolean =>
  directivesOf(section, 'option').some(({ args }) => args[0]?.value === 'allbackups'),
);
