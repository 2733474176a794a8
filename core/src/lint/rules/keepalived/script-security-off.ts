import { settingNamed } from '../../../languages/keepalived/config.ts';
import { commandsOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const scriptSecurityOff: KeepalivedRule = {
  scope: 'keepalived',
  id: 'script-security-off',
  severity: 'hint',
  verdict: 'own',
  summary: 'Scripts without `enable_script_security`.',
  check(file, report) {
    const { config, path } = file;

    if (config.hasIncludes || settingNamed(config.globals, 'enable_script_security')) return;
    const [first] = commandsOf(config);
    if (!first) return;
    report({
      at: { path, site: first.value.site },
      message:
        'Scripts run as root and enable_script_security is off, so anybody who may write to one of them, or to a folder above it, becomes root. keepalived logs this as a security violation. Add enable_script_security and script_user to global_defs.',
    });
  },
};
