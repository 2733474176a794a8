import { directiveSite } from '../../../languages/haproxy/config.ts';
import { type Listening, listeningOf, overviewOf } from '../../../languages/haproxy/overview.ts';
import type { HaproxyRule } from '../../rule.ts';

export const bindRepeated: HaproxyRule = {
  scope: 'haproxy',
  id: 'bind-repeated',
  severity: 'warning',
  verdict: 'own',
  summary: 'The same address and port bound twice: connections go to either at random.',
  check(file, report) {
    const { config, path } = file;

    const { hasConditions, listensTwice } = overviewOf(config);
    if (hasConditions || !listensTwice) return;
    const seen = new Map<string, Listening>();
    for (const section of config.sections) {
      for (const listening of listeningOf(section)) {
        const { key, text, directive, addresses } = listening;
        const first = seen.get(key);
        if (!first) {
          seen.set(key, listening);
          continue;
        }
        report({
          at: { path, site: directiveSite(section, directive, addresses, addresses) },
          message: `${text} is bound ${first.section === section ? 'twice here' : `by "${first.section.name?.name ?? first.section.kind}" too`}. HAProxy accepts that, and the system gives each connection to one of the two at random. Use another address or port, or one frontend that chooses the backend.`,
          related: [
            {
              at: { path, site: directiveSite(first.section, first.directive) },
              message: 'The first one.',
              mirrored: false,
            },
          ],
        });
      }
    }
  },
};
