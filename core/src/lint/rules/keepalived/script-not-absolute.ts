import { commandsOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const scriptNotAbsolute: KeepalivedRule = {
  scope: 'keepalived',
  id: 'script-not-absolute',
  severity: 'warning',
  verdict: 'own',
  judgedBy: 'line',
  summary: 'A check or notify command without the folder of its program.',
  check(file, report) {
    const { config, path } = file;

    for (const { kind, command, value } of commandsOf(config)) {
      if (command.program === '' || /[/$~<\u201c\u201d\u2018\u2019]/.test(command.program)) continue;
      report({
        at: { path, site: value.site },
        message: `"${command.name}" has no folder. keepalived looks for it in the PATH of its service, which is often shorter than that of your shell; where it is not found, the ${kind === 'check' ? 'check is dropped' : 'notification never runs'} and only the log says so. Write the full path, such as /usr/bin/${command.name}.`,
      });
    }
  },
};
