import { type KeepalivedConfig, settingNamed, type VrrpInstance } from '../../../languages/keepalived/config.ts';
import { deleteLines, fix } from '../../fix.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { hasVirtualServers } from '../../virtual-servers.ts';
import { basePriority, isStrict, ownerPriority } from '../../vrrp-facts.ts';

export const noAcceptDropsTraffic: KeepalivedRule = {
  scope: 'keepalived',
  id: 'no-accept-drops-traffic',
  severity: 'warning',
  verdict: 'own',
  summary: '`no_accept`: packets to the virtual addresses are dropped.',
  check({ config, path }, report) {
    for (const instance of config.instances) {
      const setting = settingNamed(instance.settings, 'no_accept');
      if (!setting || instance.vips.length === 0 || basePriority(instance) === ownerPriority) continue;
      // What strict mode does by itself is reported there.
      if (isStrict(config, instance) || settingNamed(instance.settings, 'accept')) continue;
      if (isRouter(config, instance) && !isService(config, instance)) continue;
      const at = { path, site: setting.site };
      report({
        at,
        message: `The addresses of ${instance.name} answer neither a service nor ping: with no_accept keepalived sets a firewall rule on the MASTER that drops all that is sent to them. That suits a router's address alone. Remove no_accept.`,
        fixes: [fix('Remove no_accept', deleteLines(at))],
      });
    }
  },
};

/** It passes packets on between networks: its addresses are gateways, to which nothing has to be sent. */
function isRouter(config: KeepalivedConfig, { settings }: VrrpInstance): boolean {
  if (settings.some(({ keyword }) => keyword === 'virtual_routes' || keyword === 'virtual_rules')) return true;
  return new Set(config.instances.map((instance) => instance.interface?.value)).size > 1;
}

/** Something that runs on the machine is watched, or connections are spread. */
function isService(config: KeepalivedConfig, { trackScripts, trackProcesses }: VrrpInstance): boolean {
  return trackScripts.length + trackProcesses.length > 0 || hasVirtualServers(config);
}
