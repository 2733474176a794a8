import { memo } from '../../../base/memo.ts';
import type { HaproxyConfig } from '../../../languages/haproxy/config.ts';
import { overviewOf, sharedOverviewOf } from '../../../languages/haproxy/overview.ts';
import { removeUsedNames } from '../../haproxy-conditions.ts';
import type { HaproxyRule } from '../../rule.ts';

export const unusedBackend: HaproxyRule = {
  scope: 'haproxy',
  id: 'unused-backend',
  severity: 'information',
  verdict: 'own',
  summary: 'A backend that nothing sends traffic to.',
  check(file, report, { loadedTogether, complete }) {
    const { config, path } = file;

    const { hasListener, choosesBackends, hasConditions, hasFilter } = sharedOverviewOf(loadedTogether);
    if (!complete || !hasListener || choosesBackends || hasConditions) return;
    const filters = hasFilter;
    if (overviewOf(config).idleBackends.length === 0) return;
    const idle = idleIn(loadedTogether);
    for (const section of idle.size > 0 ? config.sections : []) {
      if (section.kind !== 'backend' || !section.name || !idle.has(section.name.name)) continue;
      // The configuration of a filter, a file of its own, names the backend of its agents.
      if (filters && (section.mode?.name === 'tcp' || section.mode?.name === 'spop')) continue;
      report({
        at: { path, site: section.name.site },
        message: `Nothing names the backend "${section.name.name}", so it gets no traffic${section.servers.some(({ checked }) => checked) ? ', and its servers are checked for nothing' : ''}. Add a use_backend or default_backend, or remove it.`,
      });
    }
  },
};

/** The backends of all files that are loaded together whose names stand nowhere else. */
const idleIn = memo((configs: readonly HaproxyConfig[]): ReadonlySet<string> => {
  const { namedBackends } = sharedOverviewOf(configs);
  const idle = new Set<string>();
  for (const config of configs) {
    for (const name of overviewOf(config).idleBackends) if (!namedBackends.has(name)) idle.add(name);
  }
  for (const config of configs) removeUsedNames(config, idle);
  return idle;
});
