import { directiveSite } from '../../../languages/haproxy/config.ts';
import type { HaproxyRule } from '../../rule.ts';

export const timeInMilliseconds: HaproxyRule = {
  scope: 'haproxy',
  id: 'time-in-milliseconds',
  severity: 'warning',
  verdict: 'own',
  summary: 'A time without unit that is so short that seconds were meant.',
  check(file, report) {
    const { config, path } = file;

    for (const section of config.sections) {
      for (const directive of section.directives) {
        if (directive.keyword !== 'timeout' || directive.negated) continue;
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
    }
  },
};
