import { memo } from '../../../base/memo.ts';
import { compareVersions } from '../../../base/version.ts';
import { syncGroupsWith } from '../../../languages/keepalived/by-name.ts';
import {
  type KeepalivedConfig,
  type Setting,
  settingNamed,
  type VrrpInstance,
} from '../../../languages/keepalived/config.ts';
import type { Problem } from '../../finding.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { isStrict, vrrpVersionOf } from '../../vrrp-facts.ts';

export const missingVirtualAddress: KeepalivedRule = {
  scope: 'keepalived',
  id: 'missing-virtual-address',
  severity: 'information',
  verdict: 'own',
  misses: 'block',
  summary: 'An instance without a virtual address.',
  check(file, report, context) {
    const { config, path } = file;

    if (config.hasIncludes) return;
    // Older ones do not know the keyword.
    const allowed = compareVersions(context.version, [2, 2, 8]) >= 0;
    for (const instance of config.instances) {
      if (instance.vips.length > 0) continue;
      const strict = isStrict(config, instance);
      if (allowed && !strict && settingNamed(instance.settings, 'no_virtual_ipaddress')) continue;
      const at = { path, site: instance.site };
      if (strict || vrrpVersionOf(config, instance) === 3) {
        const cause = strict ? 'in strict mode' : 'with VRRP version 3';
        const message = `${instance.name} has no virtual address, and ${cause} each needs one: keepalived does not start. Add virtual_ipaddress.`;
        report({ at, message, severity: 'error' });
        continue;
      }
      report({ at, ...withoutAddress(config, instance) });
    }
  },
};

/** What is wrong where keepalived starts all the same. */
function withoutAddress(config: KeepalivedConfig, instance: VrrpInstance): Omit<Problem, 'at'> {
  const { name, excludedVips } = instance;
  const complaint = 'keepalived complains, and from 2.2 on its configuration test (keepalived -t) fails';
  if (excludedVips.length > 0) {
    const message = `${name} advertises no address, as all of its addresses are in virtual_ipaddress_excluded: ${complaint}. With VRRP version 3 it would not start. Put one of them into virtual_ipaddress.`;
    return { message };
  }
  if (movesSomething(config, instance)) {
    return {
      message: `${name} has no virtual address: keepalived complains and goes on. Where the address is moved by a notify script that is right, and from 2.2.8 on no_virtual_ipaddress says so.`,
    };
  }
  const message = `${name} has no virtual address and runs no notify script, so nothing moves when it becomes MASTER: ${complaint}. Add virtual_ipaddress.`;
  return { severity: 'warning', message };
}

/** Whether a change of state does anything: by a script, by routes and rules, or by what is in a sync group with it. */
function movesSomething(config: KeepalivedConfig, { name, settings, vipBlock }: VrrpInstance): boolean {
  if (syncGroupsWith(config, name).length > 0) return true;
  // `@VIP@` stands for an address in some templates, and is a condition to keepalived.
  if (vipBlock?.chunk.text.includes('@')) return true;
  return tellsOthers(config) || settings.some(does);
}

const tellsOthers = memo(({ globals }: KeepalivedConfig) => globals.some(does));

const does = ({ keyword }: Setting): boolean =>
  /^(?:notify|vrrp_notify|virtual_routes|virtual_rules|lvs_sync_daemon|smtp_alert)/.test(keyword);
