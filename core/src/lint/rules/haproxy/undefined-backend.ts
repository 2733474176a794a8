import { nearest } from '../../../base/nearest.ts';
import { overviewOf } from '../../../languages/haproxy/config.ts';
import type { HaproxyRule } from '../../rule.ts';

export const undefinedBackend: HaproxyRule = {
  scope: 'haproxy',
  id: 'undefined-backend',
  severity: 'error',
  verdict: 'program',
  summary: 'A `default_backend` or `use_backend` names a backend that does not exist.',
  check(file, report, { loadedTogether }) {
    // A file without a global section may be one of several; which others are loaded with it is then unknown.
    const overviews = loadedTogether.map(overviewOf);
    if (!overviews.some(({ hasGlobal }) => hasGlobal)) return;
    for (const section of file.config.sections) {
      // What a defaults section names is looked up by the proxies that use it.
      if (section.kind === 'defaults') continue;
      for (const reference of section.backends) {
        if (!reference.known || overviews.some(({ backends }) => backends.has(reference.name))) continue;
        const names = overviews.flatMap(({ backends }) => [...backends.keys()]);
        const guess = nearest(reference.name, names);
        report({
          at: { path: file.path, site: reference.site },
          message: `There is no backend "${reference.name}", so HAProxy refuses the file. ${guess ? `Did you mean "${guess}"?` : `Add a "backend ${reference.name}" section, or name an existing one.`}`,
        });
      }
    }
  },
};
