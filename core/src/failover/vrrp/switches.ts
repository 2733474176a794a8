import {
  type KeepalivedConfig,
  type Setting,
  settingNamed,
  type VrrpInstance,
} from '../../languages/keepalived/config.ts';

/** Whether the RFC's rules are enforced, by `vrrp_strict` or by the instance's own `strict_mode`. */
export function isStrict(config: KeepalivedConfig, instance: VrrpInstance): boolean {
  const own = settingNamed(instance.settings, 'strict_mode');
  return own ? isOn(own) : config.strict !== undefined;
}

/** Whether a switch is on: what the instance says counts, else what `global_defs` says under the longer name. */
export function isSwitchedOn(config: KeepalivedConfig, instance: VrrpInstance, keyword: string): boolean {
  const setting = settingNamed(instance.settings, keyword) ?? settingNamed(config.globals, `vrrp_${keyword}`);
  return setting !== undefined && isOn(setting);
}

function isOn({ args }: Setting): boolean {
  return !['off', 'no', 'false'].includes(args[0]?.value ?? 'on');
}
