import { directiveSite, directivesOf } from '../../../languages/haproxy/config.ts';
import { checkOption } from '../../haproxy-checks.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const healthCheckOverridden: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'health-check-overridden',
  severity: 'information',
  verdict: 'own',
  summary: 'Two kinds of health check in one section, of which the last one counts.',
  sections: ['backend', 'listen', 'defaults'],
  keywords: ['option'],
  checkSection(section, report, { path }) {
    const all = directivesOf(section, 'option');
    if (all.length < 2) return;
    const options = all.filter((option) => !option.negated && checkOption.test(option.value(0) ?? ''));
    const last = options.at(-1);
    const overridden = options.find((option) => option.value(0) !== last?.value(0));
    if (!last || !overridden) return;
    report({
      at: { path, site: directiveSite(section, overridden) },
      message: `"option ${last.value(0) ?? ''}" further down replaces "option ${overridden.value(0) ?? ''}": a section has one kind of health check, the last one written. Remove one of them.`,
      related: [{ at: { path, site: directiveSite(section, last) }, message: 'The one that counts.', mirrored: false }],
    });
  },
};
