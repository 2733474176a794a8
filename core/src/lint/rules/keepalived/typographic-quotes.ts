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
      report({
        at: { path, site: value.site },
        message: `The quotes around the command are typographic ones. keepalived takes them as letters of the file name, does not find it, and ${kind === 'check' ? 'drops the check' : 'never runs it'}. Write plain double quotes: "…".`,
      });
    }
  },
};
