import { isSwitchedOn, serverOptions } from '../../../languages/haproxy/config.ts';
import { hasPreprocessor } from '../../haproxy-conditions.ts';
import type { HaproxyRule } from '../../rule.ts';

export const allServersDisabled: HaproxyRule = {
  scope: 'haproxy',
  id: 'all-servers-disabled',
  severity: 'warning',
  verdict: 'own',
  summary: 'All servers of a section are `disabled`: it answers with 503.',
  check(file, report) {
    const { config, path } = file;

    for (const section of config.sections) {
      if ((section.kind !== 'backend' && section.kind !== 'listen') || hasPreprocessor(section)) continue;
      if (
        section.directives.some(
          ({ keyword }) => keyword === 'server-template' || keyword === 'load-server-state-from-file',
        )
      )
        continue;
      const [first] = section.servers;
      if (
        !first ||
        !section.servers.every((server) => isSwitchedOn(serverOptions(config, server), 'disabled', 'enabled'))
      )
        continue;
      report({
        at: { path, site: first.site },
        message: `${section.servers.length === 1 ? `"${first.name}", the only server here, is` : 'All servers here are'} disabled, which means in maintenance, not unchecked: every request is refused until somebody enables a server at run time. Remove "disabled"; to switch checks off, leave "check" away.`,
      });
    }
  },
};
