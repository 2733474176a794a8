import { directiveSite, directivesOf } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const statsWordsIgnored: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'stats-words-ignored',
  severity: 'information',
  verdict: 'own',
  summary: 'Words behind the value of a `stats` line, which HAProxy passes over.',
  sections: ['frontend', 'listen', 'backend', 'defaults'],
  keywords: ['stats'],
  checkSection(section, report, { path }) {
    for (const directive of directivesOf(section, 'stats')) {
      const kind = directive.value(0) ?? '';
      const first = directive.args[2];
      if (!first || !single.has(kind)) continue;
      const condition = first.value === 'if' || first.value === 'unless';
      const cut = kind === 'auth' && !condition;
      report({
        at: { path, site: directiveSite(section, directive, first) },
        severity: cut || condition ? 'warning' : 'information',
        message: condition
          ? `This condition is ignored: "stats ${kind}" takes none, and HAProxy says nothing. Use "http-request" rules, or a section of its own for the statistics.`
          : `These words are ignored: "stats ${kind}" takes one word${cut ? ', so the password ends before the blank' : ''}, and HAProxy says nothing. Write "\\ " for each blank, or put the text into quotes.`,
      });
    }
  },
};

const single: ReadonlySet<string> = new Set(['auth', 'realm', 'uri']);
