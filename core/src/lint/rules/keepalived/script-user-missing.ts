import { settingNamed, type VrrpScript } from '../../../languages/keepalived/config.ts';
import { commandsOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const scriptUserMissing: KeepalivedRule = {
  scope: 'keepalived',
  id: 'script-user-missing',
  severity: 'warning',
  verdict: 'own',
  summary: '`enable_script_security` without `script_user`: scripts run only if a user keepalived_script exists.',
  check(file, report) {
    const { config, path } = file;

    const security = settingNamed(config.globals, 'enable_script_security');
    if (!security || config.hasIncludes || settingNamed(config.globals, 'script_user')) return;
    const first = commandsOf(config).find(({ kind, script }) => kind === 'notify' || !hasUser(script));
    if (!first) return;
    report({
      at: { path, site: security.site },
      message: `Without script_user, keepalived runs scripts as the user keepalived_script. Where that user does not exist, it removes "${first.owner}" and goes on without it. Add "script_user <user>" here, or create that user.`,
      related: [{ at: { path, site: first.value.site }, message: 'Would be removed.', mirrored: false }],
    });
  },
};

function hasUser(script: VrrpScript | undefined): boolean {
  return script !== undefined && settingNamed(script.settings, 'user') !== undefined;
}
