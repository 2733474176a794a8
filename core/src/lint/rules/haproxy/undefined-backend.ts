import { nearest } from '../../../base/nearest.ts';
import { findBackend } from '../../../languages/haproxy/config.ts';
import type { HaproxyRule } from '../../rule.ts';

export const undefinedBackend: HaproxyRule = {
  scope: 'haproxy',
  id: 'undefined-backend',
  severity: 'error',
  verdict: 'program',
  summary: 'A `default_backend` or `use_backend` names a backend that does not exist.',
  check(file, report, { loadedTogether }) {
    // A file without a global section may be one of several; which others are loaded with it is then unknown.
    if (!loadedTogether.some((config) => config.sections.some((section) => section.kind === 'global'))) return;
    for (const section of file.config.sections) {
      // What a defaults section names is looked up by the proxies that use it.
      if (section.kind === 'defaults') continue;
      for (const reference of section.backends) {
        if (!reference.known || loadedTogether.some((config) => findBackend(config, reference.name))) continue;
        const names = loadedTogether.flatMap((config) =>
          config.sections.flatMap(({ kind, name }) =>
            name && (kind === 'backend' || kind === 'listen') ? [name.name] : [],
          ),
        );
        const guess = nearest(reference.name, names);
        report({
          at: { path: file.path, site: reference.site },
          message: `There is no backend "${reference.name}", so HAProxy refuses the file. ${guess ? `Did you mean "${guess}"?` : `Add a "backend ${reference.name}" section, or name an existing one.`}`,
        });
      }
    }
  },
};
