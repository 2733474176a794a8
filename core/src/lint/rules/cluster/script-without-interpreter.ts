import type { ClusterRule } from '../../rule.ts';
import { runScripts } from '../../run-scripts.ts';

export const scriptWithoutInterpreter: ClusterRule = {
  scope: 'cluster',
  id: 'script-without-interpreter',
  severity: 'warning',
  verdict: 'own',
  summary: 'A script that keepalived runs does not name its interpreter, or names the wrong one.',
  check(cluster, report) {
    for (const { file, command, path, direct } of runScripts(cluster, 'any')) {
      const [first] = file.config.lines;
      const fault = direct && first ? faultOf(file.config.text, first.text) : undefined;
      if (!first || fault === undefined) continue;
      report({
        at: { path: file.path, site: first.site },
        message: fault,
        related: [{ at: { path, site: command.value.site }, message: `${command.owner} runs it`, mirrored: false }],
      });
    }
  },
};

function faultOf(text: string, first: string): string | undefined {
  if (!text.startsWith('#!')) {
    return 'The first line does not name an interpreter. keepalived has no shell that would guess one: it cannot run the script and goes on without it. Start the file with "#!/bin/bash" or "#!/bin/sh".';
  }
  if (/^#![^\n]*\r\n/.test(text)) {
    return 'The lines end as on Windows, so that the interpreter is called "sh\\r", which no machine has: keepalived cannot run the script. Save it with line feeds alone.';
  }
  const word = /^#!\s*(?:\/usr)?\/bin\/(?:env\s+)?sh\b/.test(first) ? bashWord(text) : undefined;
  return word === undefined
    ? undefined
    : `"${word}" is Bash's, but the first line asks for /bin/sh, which is another shell on Debian, Ubuntu and Alpine: there the script fails, and the check with it. Write "#!/bin/bash".`;
}

/** Something that only Bash understands, outside of quotes and comments. */
function bashWord(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const code = line.replace(/'[^']*'|"(?:[^"\\]|\\.)*"/g, '""').replace(/(?:^|\s)#.*$/, '');
    const found =
      /(?:^|[\s;&|(])(\[\[|function\s+\w+|<<<|source\s)/.exec(code)?.[1] ??
      /[<>]\s*(\/dev\/(?:tcp|udp)\/)/.exec(code)?.[1];
    if (found !== undefined) return found.trim();
  }
  return undefined;
}
