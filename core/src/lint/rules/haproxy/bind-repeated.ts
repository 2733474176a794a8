import { memo } from '../../../base/memo.ts';
import {
  type Directive,
  directiveSite,
  directivesOf,
  type HaproxySection,
  overviewOf,
} from '../../../languages/haproxy/config.ts';
import type { Word } from '../../../syntax/line.ts';
import type { HaproxyRule } from '../../rule.ts';

export const bindRepeated: HaproxyRule = {
  scope: 'haproxy',
  id: 'bind-repeated',
  severity: 'warning',
  verdict: 'own',
  summary: 'The same address and port bound twice: connections go to either at random.',
  check(file, report) {
    const { config, path } = file;

    if (overviewOf(config).hasConditions) return;
    const seen = new Map<string, Listening>();
    for (const section of config.sections) {
      if (section.kind !== 'frontend' && section.kind !== 'listen') continue;
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

interface Listening {
  /** Equal for two ways to write the same address. */
  readonly key: string;
  readonly text: string;
  readonly section: HaproxySection;
  readonly directive: Directive;
  readonly addresses: Word;
}

/** The addresses with a port that a section binds on all interfaces and threads. */
const listeningOf = memo((section: HaproxySection): readonly Listening[] => {
  const found: Listening[] = [];
  for (const directive of directivesOf(section, 'bind')) {
    const [addresses] = directive.args;
    if (directive.negated || !addresses?.known) continue;
    if (directive.args.some(({ value }) => /^(?:interface|namespace|process|thread)$/.test(value))) continue;
    for (const text of addresses.value.split(',')) {
      if (!/^[^/]*:\d+$/.test(text) || /^(?:fd|sockpair|rhttp|unix|abns|abnsz|uxst)@/.test(text)) continue;
      const key = text.replace(/^(?:ipv4@|tcp4?@|\*(?=:))/, '').replace(/^0\.0\.0\.0:/, ':');
      found.push({ key, text, section, directive, addresses });
    }
  }
  return found;
});
