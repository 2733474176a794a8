import {
  defaultsOf,
  type HaproxyConfig,
  type HaproxySection,
  isSwitchedOn,
  serverOptions,
} from '../../../languages/haproxy/config.ts';
import type { HaproxyRule } from '../../rule.ts';

export const serverWithoutCheck: HaproxyRule = {
  scope: 'haproxy',
  id: 'server-without-check',
  severity: 'information',
  verdict: 'own',
  summary: 'Servers without `check`: a dead one keeps its share of the traffic.',
  check(file, report, { loadedTogether }) {
    const { config, path } = file;

    for (const section of config.sections) {
      if ((section.kind !== 'backend' && section.kind !== 'listen') || !defaultsKnown(config, section, loadedTogether))
        continue;
      const unchecked = section.servers.filter((server) => {
        const options = serverOptions(config, server);
        if (
          options.some((word) => word === 'track' || word === 'agent-check') ||
          isSwitchedOn(options, 'disabled', 'enabled')
        )
          return false;
        return (
          server.address.kind !== 'unix' &&
          server.address.kind !== 'unknown' &&
          !isSwitchedOn(options, 'check', 'no-check')
        );
      });
      const [first] = unchecked;
      if (!first) continue;
      const alone = section.servers.length === 1;
      const which = unchecked.length === 1 ? `"${first.name}"` : `"${first.name}" and ${unchecked.length - 1} more`;
      report({
        at: { path, site: first.site },
        severity: alone ? 'hint' : 'information',
        message: alone
          ? `Without "check" HAProxy takes "${first.name}" for alive whatever happens, and every request waits for the connect timeout when it is not. Add "check".`
          : `Without "check" HAProxy takes ${which} for alive whatever happens: a dead server keeps its share of the traffic. Add "check" to the lines, or write "default-server check".`,
      });
    }
  },
};

/** Whether what `defaults` says about servers can be seen: the section may be in another file. */
function defaultsKnown(config: HaproxyConfig, section: HaproxySection, loaded: readonly HaproxyConfig[]): boolean {
  return defaultsOf(config, section) !== undefined || loaded.length <= 1;
}
