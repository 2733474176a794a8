import { compareVersions, formatVersion } from '../../../base/version.ts';
import { settingNamed, type VrrpInstance } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const unicastBelowMulticast: KeepalivedRule = {
  scope: 'keepalived',
  id: 'unicast-below-multicast',
  severity: 'error',
  verdict: 'own',
  summary: 'A unicast instance below a multicast one, where keepalived 2.1.0 to 2.2.2 crash.',
  check(file, report, { version }) {
    const { config, path } = file;

    // The lab saw it with 2.1.5; the source that does it is that of 2.1.0 to 2.2.2 (vrrp_scheduler.c, already_exist_sock).
    if (compareVersions(version, [2, 1, 0]) < 0 || compareVersions(version, [2, 2, 3]) >= 0) return;
    // What else there is may stand above both.
    if (config.hasIncludes || config.limits.length > 0 || config.instances.some(({ unsure }) => unsure !== undefined))
      return;
    const multicast = new Map<string, VrrpInstance>();
    const unicast = new Set<string>();
    for (const instance of config.instances) {
      const socket = socketOf(instance);
      if (socket === undefined) continue;
      const [peer] = instance.unicastPeers;
      const above = multicast.get(socket);
      // One that has the same source and is written above both is found first.
      if (!peer) multicast.set(socket, above ?? instance);
      else if (above === undefined) unicast.add(socket);
      else if (!unicast.has(socket)) {
        report({
          at: { path, site: peer.site },
          message: `keepalived ${formatVersion(version)} crashes again and again at its start: ${instance.name} is unicast and stands below ${above.name}, which is multicast on the same interface. Move it above, or use 2.2.3.`,
          related: [{ at: { path, site: above.site }, message: 'The multicast instance.', mirrored: false }],
        });
        return;
      }
    }
  },
};

/** Instances with the same text share a socket or are compared by it; undefined: nobody can tell. */
function socketOf(instance: VrrpInstance): string | undefined {
  const name = instance.interface;
  const [vip] = instance.vips;
  const hasOwn = ['use_vmac', 'use_ipvlan'].some((keyword) => settingNamed(instance.settings, keyword) !== undefined);
  if (!name || hasOwn || (vip && !vip.address)) return undefined;
  const proto = instance.authType?.value === 'AH' ? 'AH' : '';
  return `${name.value} ${vip?.address?.family ?? 4} ${proto}`;
}
