import { basePriority } from '../failover/base-priority.ts';
import {
  type KeepalivedConfig,
  settingNamed,
  type Tracked,
  type VrrpInstance,
} from '../languages/keepalived/config.ts';

export { basePriority };

/** The address owner's priority. */
export const ownerPriority = 255;

/** The VRRP version that an instance speaks: IPv6 needs 3. */
export function vrrpVersionOf(config: KeepalivedConfig, instance: VrrpInstance): number {
  const written = instance.version?.value ?? config.vrrpVersion?.value ?? 2;
  return instance.vips[0]?.address?.family === 6 ? 3 : written;
}

/** Whether the RFC's rules are enforced, by `vrrp_strict` or by the instance's own `strict_mode`. */
export function isStrict(config: KeepalivedConfig, instance: VrrpInstance): boolean {
  const own = settingNamed(instance.settings, 'strict_mode');
  if (!own) return config.strict !== undefined;
  return !['off', 'no', 'false'].includes(own.args[0]?.value ?? 'on');
}

/** The weight with which an instance or group tracks a script. */
export function scriptWeight(config: KeepalivedConfig, tracked: Tracked): number {
  const script = config.scripts.find((candidate) => candidate.name === tracked.name);
  return tracked.weight?.value ?? script?.weight?.value ?? 0;
}
