import { directiveSite, directivesOf } from '../../../languages/haproxy/config.ts';
import { isNamedIn, namesIn } from '../../haproxy-conditions.ts';
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
    const acls = directivesOf(section, 'acl');
    // A look for each name goes through the section; a list of all words is made once, and costs more than a few looks.
    const used = acls.length > fewNames ? namesIn(section) : undefined;
    const isUsed = (name: string): boolean => used?.has(name) ?? isNamedIn(section, name);
    for (const directive of acls) {
      const [name] = directive.args;
      if (!name?.known || !/^[\w.:-]+$/.test(name.value) || reported.has(name.value) || isUsed(name.value)) continue;
      reported.add(name.value);
      report({
        at: { path, site: directiveSite(section, directive, name, name) },
        message: `No condition of this section names "${name.value}", and an acl is known in its own section only: the rule that it was written for is missing or misspelt. Use it, or remove it.`,
      });
    }
  },
};

const fewNames = 30;
