import { directiveSite, directivesOf } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const timeInMilliseconds: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'time-in-milliseconds',
  severity: 'warning',
  verdict: 'own',
  summary: 'A time without unit that is so short that seconds were meant.',
  sections: ['defaults', 'frontend', 'listen', 'backend'],
  keywords: ['timeout'],
  checkSection(section, report, { path }) {
    for (const directive of directivesOf(section, 'timeout')) {
      if (directive.negated) continue;
      const [name, value] = directive.args;
      if (
        !name ||
        !value?.known ||
        !/^[1-9]\d?$/.test(value.value) ||
        !/^(?:connect|client|server|queue|http-request|http-keep-alive|tunnel|check)$/.test(name.value)
      )
        continue;
      report({
        at: { path, site: directiveSite(section, directive, value, value) },
        message: `Without a unit this is ${value.value} milliseconds: connections end before anything can happen. Write ${value.value}s.`,
      });
    }
  },
};
