import { compareVersions } from '../../../base/version.ts';
import { bashConnection } from '../../../languages/keepalived/bash-connection.ts';
import type { Site } from '../../../syntax/chunk.ts';
import { fix, replace } from '../../fix.ts';
import { commandsOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const shellSyntaxInScript: KeepalivedRule = {
  scope: 'keepalived',
  id: 'shell-syntax-in-script',
  severity: 'warning',
  verdict: 'own',
  summary: 'A command with `|`, `&&`, `;`, `>` or `$(…)`, which only a shell understands.',
  check(file, report, { version }) {
    const { config, path } = file;
    // From 2.3 on keepalived runs nothing below a folder that is a symbolic link.
    const bash = compareVersions(version, [2, 3]) < 0 ? '/bin/bash' : '/usr/bin/bash';

    for (const { kind, command, value } of commandsOf(config)) {
      const connection = bashConnection(command.text);
      if (connection) {
        const at = { path, site: value.site };
        report({
          at,
          message: `This fails for ever where /bin/sh is not Bash (Debian, Ubuntu, Alpine): only Bash opens a connection for "${connection.name}", and ${connection.bare ? 'keepalived hands a line that starts with "<" to /bin/sh' : `the line is for ${connection.shell}`}. Write ${bash} -c '…', or use a program such as nc or curl.`,
          fixes:
            connection.bare && isWholeText(value)
              ? [fix(`Run it with ${bash}`, replace(at, `"${bash} -c '${command.text}'"`))]
              : [],
        });
        continue;
      }
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

/** Written as one quoted word, and in a way that single quotes can hold. */
function isWholeText({ value, site }: { readonly value: string; readonly site: Site }): boolean {
  return site.chunk.text.slice(site.range.start, site.range.end) === `"${value}"` && !value.includes("'");
}

/** The first thing in the command that only a shell would understand. */
function shellSyntax(text: string): string | undefined {
  const bare = text.replace(/'[^']*'|"[^"]*"/g, (quoted) => '_'.repeat(quoted.length));
  const operator = /(?:^|\s)(\|\|?|&&|\d?>>?(?:&\d)?|&>|<|;)(?=\s|$|\/)|(;)\s|(\$\(|`|\$\?)/.exec(bare);
  if (operator) return operator[1] ?? operator[2] ?? operator[3];
  // Glued to its neighbours it may be part of an argument, unless a command follows.
  const glued =
    /(&&|\|\|)(?=[\w/[])|(\|)(?=\/|(?:e?grep|wc|awk|sed|head|tail|cut|tr|sort|xargs|tee)\s)|(;)(?=(?:exit|then|else|echo)\b)|\s(&)$/.exec(
      bare,
    );
  if (glued) return glued.slice(1).find((word) => word !== undefined);
  return /^(!|if|while|for|test|\[\[?|exit|cd|export|source|\.)(?=\s)/.exec(bare)?.[1] === undefined
    ? undefined
    : shellWord(bare);
}

/** `test` and `[` are programs, too. */
function shellWord(text: string): string | undefined {
  const word = text.split(/\s/, 1)[0] ?? '';
  return word === 'test' || word === '[' ? undefined : word;
}
