import { dropsTraffic, mayBeRouter } from '../failover/vrrp/accepting.ts';
import { basePriority } from '../failover/vrrp/base-priority.ts';
import { isStrict } from '../failover/vrrp/switches.ts';
import { scriptNamed } from '../languages/keepalived/by-name.ts';
import type { KeepalivedConfig, Tracked, VrrpInstance } from '../languages/keepalived/config.ts';

export { basePriority, dropsTraffic, isStrict, mayBeRouter };

/** The address owner's priority. */
export const ownerPriority = 255;

/** The VRRP version that an instance speaks: IPv6 needs 3. */
export function vrrpVersionOf(config: KeepalivedConfig, instance: VrrpInstance): number {
  const written = instance.version?.value ?? config.vrrpVersion?.value ?? 2;
  return instance.vips[0]?.address?.family === 6 ? 3 : written;
}

/** The weight with which an instance or group tracks a script. */
export function scriptWeight(config: KeepalivedConfig, tracked: Tracked): number {
  const script = scriptNamed(config, tracked.name);
  return tracked.weight?.value ?? script?.weight?.value ?? 0;
}
