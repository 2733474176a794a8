import { replace, safeFix } from '../../fix.ts';
import { commandsOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const typographicQuotes: KeepalivedRule = {
  scope: 'keepalived',
  id: 'typographic-quotes',
  severity: 'warning',
  verdict: 'own',
  summary: 'Typographic quotes, which are letters of the command.',
  check(file, report) {
    const { config, path } = file;

    for (const { kind, command, value } of commandsOf(config)) {
      if (!/[\u201c\u201d\u2018\u2019\u00ab\u00bb]/.test(command.text)) continue;
      const at = { path, site: value.site };
      const { chunk, range } = value.site;
      const whole =
        /^[\u201c\u201d\u2018\u2019\u00ab\u00bb]([^"\n\u201c\u201d\u2018\u2019\u00ab\u00bb]+)[\u201c\u201d\u2018\u2019\u00ab\u00bb]$/.exec(
          chunk.text.slice(range.start, range.end),
        );
      report({
        at,
        message: `The quotes around the command are typographic ones. keepalived takes them as letters of the file name, does not find it, and ${kind === 'check' ? 'drops the check' : 'never runs it'}. Write plain double quotes: "…".`,
        ...(whole && { fixes: [safeFix('Write plain double quotes', replace(at, `"${whole[1]}"`))] }),
      });
    }
  },
};
