import { directiveSite, directivesOf } from '../../../languages/haproxy/config.ts';
import { isNamedIn } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const unusedAcl: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'unused-acl',
  severity: 'information',
  verdict: 'own',
  summary: 'An `acl` that no condition of its section names.',
  sections: ['frontend', 'listen', 'backend'],
  keywords: ['acl'],
  checkSection(section, report, { path }) {
    const reported = new Set<string>();
    for (const directive of directivesOf(section, 'acl')) {
      const [name] = directive.args;
      if (!name?.known || !/^[\w.:-]+$/.test(name.value) || reported.has(name.value) || isNamedIn(section, name.value))
        continue;
      reported.add(name.value);
      report({
        at: { path, site: directiveSite(section, directive, name, name) },
        message: `No condition of this section names "${name.value}", and an acl is known in its own section only: the rule that it was written for is missing or misspelt. Use it, or remove it.`,
      });
    }
  },
};
