import { second } from './timers.ts';

/** Linux asks for a neighbour's address three times, a second apart, and keeps what is to be sent until then. */
const neighbourProbes = 3;

/**
 * A MASTER that loses its carrier says goodbye all the same. Multicast is lost; unicast waits in the kernel until the
 * address of the peer is known again, and that is asked for every second, three times.
 */
export class PendingReleases {
  /** By node and interface. */
  readonly #waiting = new Map<string, { readonly routers: readonly number[]; readonly since: number }>();

  /** Routers, by index, that left at a time (microseconds), without a carrier. */
  keep(node: string, interfaceName: string, routers: readonly number[], since: number): void {
    this.#waiting.set(`${node} ${interfaceName}`, { routers, since });
  }

  /** The carrier is back: which farewells leave, and when. */
  release(node: string, interfaceName: string, now: number): { readonly router: number; readonly at: number }[] {
    const key = `${node} ${interfaceName}`;
    const { routers = [], since = 0 } = this.#waiting.get(key) ?? {};
    this.#waiting.delete(key);
    const probe = Math.ceil((now - since) / second);
    return probe >= neighbourProbes ? [] : routers.map((router) => ({ router, at: since + probe * second }));
  }
}
