import { directiveSite, directivesOf, directivesThatMayHold } from '../../../languages/haproxy/config.ts';
import { fix, replace } from '../../fix.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const escapeInSingleQuotes: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'escape-in-single-quotes',
  severity: 'warning',
  verdict: 'own',
  summary: '`\\r\\n` in single quotes: a backslash and a letter are sent, not the end of a line.',
  sections: ['backend', 'listen', 'defaults', 'frontend'],
  keywords: ['tcp-check', 'http-check'],
  checkSection(section, report, { path }) {
    if (!directivesThatMayHold(section, "'").length) return;
    for (const directive of [...directivesOf(section, 'tcp-check'), ...directivesOf(section, 'http-check')]) {
      const text = section.syntax.lines[directive.line]?.text ?? '';
      for (const [index, word] of directive.args.entries()) {
        const raw = text.slice(word.range.start, word.range.end);
        if (!/'[^']*\\[rn][^']*'/.test(raw) || !sends.has(directive.args[index - 1]?.value ?? '')) continue;
        const site = directiveSite(section, directive, word, word);
        const plain = /^'([^'"$]*)'$/.exec(raw)?.[1];
        report({
          at: { path, site },
          message:
            'No end of a line is sent: in single quotes a backslash means itself, and the server waits for more. Write double quotes.',
          ...(plain !== undefined && { fixes: [fix('Write double quotes', replace({ path, site }, `"${plain}"`))] }),
        });
      }
    }
  },
};

const sends: ReadonlySet<string> = new Set(['send', 'send-lf', 'body', 'body-lf', 'string']);
