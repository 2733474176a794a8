import { overviewOf } from '../../../languages/haproxy/overview.ts';
import { isNameUsed } from '../../haproxy-conditions.ts';
import type { HaproxyRule } from '../../rule.ts';

export const unusedBackend: HaproxyRule = {
  scope: 'haproxy',
  id: 'unused-backend',
  severity: 'information',
  verdict: 'own',
  summary: 'A backend that nothing sends traffic to.',
  check(file, report, { loadedTogether }) {
    const { config, path } = file;

    const overviews = loadedTogether.map(overviewOf);
    if (!overviews.some(({ hasGlobal }) => hasGlobal) || !overviews.some(({ hasListener }) => hasListener)) return;
    if (overviews.some(({ choosesBackends, hasConditions }) => choosesBackends || hasConditions)) return;
    const filters = overviews.some(({ hasFilter }) => hasFilter);
    const isIdle = (name: string): boolean =>
      !overviews.some(({ namedBackends }) => namedBackends.has(name)) &&
      !loadedTogether.some((other) => isNameUsed(other, name));
    const idle = new Set(overviewOf(config).idleBackends.filter(isIdle));
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
