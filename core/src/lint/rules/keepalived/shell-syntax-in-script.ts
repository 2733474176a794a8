import { commandsOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const shellSyntaxInScript: KeepalivedRule = {
  scope: 'keepalived',
  id: 'shell-syntax-in-script',
  severity: 'warning',
  verdict: 'own',
  summary: 'A command with `|`, `&&`, `;`, `>` or `$(…)`, which only a shell understands.',
  check(file, report) {
    const { config, path } = file;

    for (const { kind, command, value } of commandsOf(config)) {
      if (command.shell || command.text.startsWith('<')) continue;
      const found = shellSyntax(command.text);
      if (found === undefined) continue;
      report({
        at: { path, site: value.site },
        message: `keepalived runs commands without a shell, so "${found}" and what follows are plain arguments of "${command.name}": the ${kind === 'check' ? 'check tells nothing about the service' : 'notification does something else'}. Put the line into a script file, or write /usr/bin/sh -c '…'.`,
      });
    }
  },
};

/** The first thing in the command that only a shell would understand. */
function shellSyntax(text: string): string | undefined {
  const bare = text.replace(/'[^']*'|"[^"]*"/g, (quoted) => '_'.repeat(quoted.length));
  const operator = /(?:^|\s)(\|\|?|&&|\d?>>?(?:&\d)?|&>|<|;)(?=\s|$|\/)|(;)\s|(\$\(|`|\$\?)/.exec(bare);
  if (operator) return operator[1] ?? operator[2] ?? operator[3];
  return /^(if|while|for|test|\[\[?|exit|cd|export|source|\.)(?=\s)/.exec(bare)?.[1] === undefined
    ? undefined
    : shellWord(bare);
}

/** `test` and `[` are programs, too. */
function shellWord(text: string): string | undefined {
  const word = text.split(/\s/, 1)[0] ?? '';
  return word === 'test' || word === '[' ? undefined : word;
}
