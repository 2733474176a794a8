import { compareVersions } from '../../../base/version.ts';
import {
  type KeepalivedConfig,
  type Setting,
  settingNamed,
  type VrrpInstance,
} from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { basePriority, isStrict, ownerPriority, vrrpVersionOf } from '../../vrrp-facts.ts';

export const settingAgainstStrictMode: KeepalivedRule = {
  scope: 'keepalived',
  id: 'setting-against-strict-mode',
  severity: 'warning',
  verdict: 'own',
  summary: 'A setting that strict mode forbids, so that keepalived takes another value.',
  check(file, report, context) {
    const { config, path } = file;

    for (const instance of config.instances) {
      if (!isStrict(config, instance)) continue;
      const { state } = instance;
      const owner = basePriority(instance) === ownerPriority;
      const known = instance.priority !== undefined || !config.hasIncludes;
      if (
        state &&
        known &&
        (state.value === 'MASTER' || state.value === 'BACKUP') &&
        (state.value === 'MASTER') !== owner
      ) {
        report({
          at: { path, site: state.site },
          message: owner
            ? `In strict mode the owner of the addresses (priority ${ownerPriority}) starts as MASTER: keepalived ignores this. Write MASTER, or lower the priority.`
            : `In strict mode only the owner of the addresses (priority ${ownerPriority}) starts as MASTER: keepalived ignores this. Write BACKUP.`,
        });
      }
      for (const { keyword, isForbidden } of forbidden) {
        const setting = settingNamed(instance.settings, keyword);
        if (!setting || (keyword === 'down_timer_adverts' && compareVersions(context.version, [2, 2]) < 0)) continue;
        if (!isForbidden(setting, instance, config)) continue;
        report({
          at: { path, site: setting.site },
          message:
            keyword === 'accept'
              ? `The addresses of ${instance.name} answer neither ping nor a service: strict mode ignores accept in VRRPv2 and drops what is sent to them. Leave strict mode, or write "version 3" on all nodes.`
              : `Strict mode does not allow this ${keyword}: keepalived complains and ignores the line. Remove it, or leave strict mode.`,
        });
      }
    }
  },
};

interface Forbidden {
  readonly keyword: string;
  readonly isForbidden: (setting: Setting, instance: VrrpInstance, config: KeepalivedConfig) => boolean;
}

const isOn = ({ args: [first] }: Setting): boolean => first === undefined || /^(?:true|on|yes)$/.test(first.value);
const isOff = ({ args: [first] }: Setting): boolean => first !== undefined && /^(?:false|off|no)$/.test(first.value);
const isPositive = ({ args: [first] }: Setting): boolean => Number(first?.value) > 0;

/** As in keepalived's vrrp_complete_instance(). */
const forbidden: readonly Forbidden[] = [
  {
    keyword: 'accept',
    isForbidden: (setting, instance, config) =>
      isOn(setting) && basePriority(instance) !== ownerPriority && vrrpVersionOf(config, instance) === 2,
  },
  { keyword: 'garp_lower_prio_repeat', isForbidden: isPositive },
  { keyword: 'garp_lower_prio_delay', isForbidden: isPositive },
  { keyword: 'lower_prio_no_advert', isForbidden: isOff },
  { keyword: 'higher_prio_send_advert', isForbidden: isOn },
  {
    keyword: 'down_timer_adverts',
    isForbidden: ({ args: [count] }) => /^\d+$/.test(count?.value ?? '') && count?.value !== '3',
  },
];
