import { findBackend } from '../../../languages/haproxy/config.ts';
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
    for (const name of overviewOf(config).idleBackends) {
      if (overviews.some(({ namedBackends }) => namedBackends.has(name))) continue;
      if (loadedTogether.some((other) => isNameUsed(other, name))) continue;
      const section = findBackend(config, name);
      if (!section?.name) continue;
      // The configuration of a filter, a file of its own, names the backend of its agents.
      if (filters && (section.mode?.name === 'tcp' || section.mode?.name === 'spop')) continue;
      report({
        at: { path, site: section.name.site },
        message: `Nothing names the backend "${section.name.name}", so it gets no traffic${section.servers.some(({ checked }) => checked) ? ', and its servers are checked for nothing' : ''}. Add a use_backend or default_backend, or remove it.`,
      });
    }
  },
};
