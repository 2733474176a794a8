import { compareVersions } from '../../../base/version.ts';
import { spelling } from '../../../languages/haproxy/conditions/acl-test.ts';
import { conditionKeywords, eachTest } from '../../../languages/haproxy/conditions/condition.ts';
import { directiveSite } from '../../../languages/haproxy/config.ts';
import { fix, insertAfter } from '../../fix.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const matchMethodLost: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'match-method-lost',
  severity: 'warning',
  // HAProxy says it from 3.4 on.
  verdict: 'own',
  summary: 'The matching method in a keyword such as `path_beg`, which a converter or `-m` takes away.',
  sections: ['frontend', 'listen', 'backend', 'defaults'],
  keywords: ['acl', ...conditionKeywords],
  checkSection(section, report, { path, version }) {
    eachTest(section, (test, directive) => {
      const { named, chosen, converters, words, method, keyword } = test;
      const [first] = words;
      if (named === undefined || !first || (chosen ? !chosen.known || chosen.value === named : converters === ''))
        return;
      const at = { path, site: directiveSite(section, directive, first, chosen ?? first) };
      if (chosen) {
        // Whether there is a value at all can be meant.
        const harmless = chosen.value === 'found' && compareVersions(version, [3, 4]) < 0;
        report({
          at,
          message: `"_${named}" of "${keyword}" has no effect: "-m ${chosen.value}" takes its place. Write "${keyword.slice(0, -named.length - 1)}" with the "-m" that is meant.`,
          ...(harmless && { severity: 'hint' }),
        });
        return;
      }
      const compared = method === 'str' ? 'the patterns are compared with the whole value' : 'another method is used';
      report({
        at,
        message: `"_${named}" has no effect and ${compared}: in "${spelling(test)}" the converter takes the method of the keyword away. Add "-m ${named}".`,
        ...(method === 'str' && { fixes: [fix(`Add "-m ${named}"`, insertAfter(at, ` -m ${named}`))] }),
      });
    });
  },
};
