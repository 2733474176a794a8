import { isLinkLocal } from '../../base/link-local.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { isNotListenedOn } from '../served.ts';
import { droppedBy } from './accepting.ts';

/** Whether nothing answers on an address on those who hold it: nobody listens, or keepalived's firewall drops it all. */
export function isNotServed(cluster: Cluster, vip: string, holders: readonly string[]): boolean {
  if (isLinkLocal(vip)) return false;
  return isNotListenedOn(cluster, vip, holders) || droppedBy(cluster, vip, holders) !== undefined;
}
