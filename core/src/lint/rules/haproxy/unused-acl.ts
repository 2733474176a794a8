import { directiveSite } from '../../../languages/haproxy/config.ts';
import { namesUsed } from '../../haproxy-conditions.ts';
import type { HaproxyRule } from '../../rule.ts';

export const unusedAcl: HaproxyRule = {
  scope: 'haproxy',
  id: 'unused-acl',
  severity: 'information',
  verdict: 'own',
  summary: 'An `acl` that no condition of its section names.',
  check(file, report) {
    const { config, path } = file;

    for (const section of config.sections) {
      if (section.kind !== 'frontend' && section.kind !== 'listen' && section.kind !== 'backend') continue;
      const reported = new Set<string>();
      for (const directive of section.directives) {
        const [name] = directive.args;
        if (
          directive.keyword !== 'acl' ||
          !name?.known ||
          !/^[\w.:-]+$/.test(name.value) ||
          reported.has(name.value) ||
          namesUsed(section).has(name.value)
        )
          continue;
        reported.add(name.value);
        report({
          at: { path, site: directiveSite(section, directive, name, name) },
          message: `No condition of this section names "${name.value}", and an acl is known in its own section only: the rule that it was written for is missing or misspelt. Use it, or remove it.`,
        });
      }
    }
  },
};
