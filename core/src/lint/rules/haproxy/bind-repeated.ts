import { type Directive, directiveSite, directivesOf, type HaproxySection } from '../../../languages/haproxy/config.ts';
import { hasPreprocessor } from '../../haproxy-conditions.ts';
import type { HaproxyRule } from '../../rule.ts';

export const bindRepeated: HaproxyRule = {
  scope: 'haproxy',
  id: 'bind-repeated',
  severity: 'warning',
  verdict: 'own',
  summary: 'The same address and port bound twice: connections go to either at random.',
  check(file, report) {
    const { config, path } = file;

    const seen = new Map<string, { readonly section: HaproxySection; readonly directive: Directive }>();
    if (config.sections.some(hasPreprocessor)) return;
    for (const section of config.sections) {
      if (section.kind !== 'frontend' && section.kind !== 'listen') continue;
      for (const directive of directivesOf(section, 'bind')) {
        const [addresses] = directive.args;
        if (directive.negated || !addresses?.known) continue;
        if (directive.args.some(({ value }) => /^(?:interface|namespace|process|thread)$/.test(value))) continue;
        for (const text of addresses.value.split(',')) {
          if (!/^[^/]*:\d+$/.test(text) || /^(?:fd|sockpair|rhttp|unix|abns|abnsz|uxst)@/.test(text)) continue;
          const key = text.replace(/^(?:ipv4@|tcp4?@|\*(?=:))/, '').replace(/^0\.0\.0\.0:/, ':');
          const first = seen.get(key);
          if (!first) {
            seen.set(key, { section, directive });
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
    }
  },
};
