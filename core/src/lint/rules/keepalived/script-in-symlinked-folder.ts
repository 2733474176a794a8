import { compareVersions } from '../../../base/version.ts';
import { settingNamed } from '../../../languages/keepalived/config.ts';
import { commandsOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const scriptInSymlinkedFolder: KeepalivedRule = {
  scope: 'keepalived',
  id: 'script-in-symlinked-folder',
  severity: 'warning',
  verdict: 'own',
  summary: 'A script path through `/bin`, `/sbin` or another symlinked folder, which keepalived 2.3 calls insecure.',
  check(file, report, { version }) {
    const { config, path } = file;

    if (compareVersions(version, [2, 3]) < 0) return;
    const user = settingNamed(config.globals, 'script_user')?.args[0]?.value ?? 'root';
    for (const { kind, command, value, script } of commandsOf(config)) {
      const folder = /^\/(?:bin|sbin|lib|lib64|var\/run|var\/lock)\//.exec(command.program)?.[0];
      const ownUser = script ? settingNamed(script.settings, 'user')?.args[0]?.value : undefined;
      if (folder === undefined || (ownUser ?? user) !== 'root') continue;
      const real = folder.startsWith('/var/') ? folder.slice('/var'.length) : `/usr${folder}`;
      report({
        at: { path, site: value.site },
        message: `${folder} is a symbolic link on current systems. keepalived 2.3 and later refuses to run anything below such a folder as root ("insecure") and ${kind === 'check' ? 'drops the check: a fault is never noticed' : 'never runs it'}. Write ${real}${command.program.slice(folder.length)}.`,
      });
    }
  },
};
