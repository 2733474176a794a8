import { setTimeout as delay } from 'node:timers/promises';
import { runOrThrow } from '../support/run.ts';
import { removeNamespaces } from './clean.ts';
import type { ScenarioNode } from './scenario.ts';

/**
 * The hosts and Ethernet segments of one scenario.
 *
 * Every host is a network namespace. The segments are bridges in one more namespace, the switch, so that nothing of a
 * scenario can reach a network of this machine, and nothing but namespaces has to be removed.
 */
export class Network {
  readonly #name: string;
  readonly #nodes: ReadonlyMap<string, ScenarioNode>;

  constructor(name: string, nodes: Readonly<Record<string, ScenarioNode>>) {
    this.#name = name;
    this.#nodes = new Map(Object.entries(nodes));
  }

  namespaceOf(node: string): string {
    return `${this.#name}-${node}`;
  }

  interfacesOf(node: string): string[] {
    return Object.keys(this.#node(node).ifs);
  }

  /** Makes all of it and waits until every interface can send. */
  async create(): Promise<void> {
    await batch(
      undefined,
      [this.#switch, ...this.#namespaces()].map((namespace) => `netns add ${namespace}`),
    );
    // The switch must not speak IPv6 of its own on the hosts' segments.
    await this.#write(this.#switch, { 'ipv6/conf/default/disable_ipv6': '1' });
    await batch(this.#switch, [...this.#segments().flatMap(bridgeCommands), ...this.#portCommands()]);
    await Promise.all([...this.#nodes.keys()].map((node) => this.#configure(node)));
    await Promise.all([...this.#nodes.keys()].map((node) => this.#waitUntilReady(node)));
  }

  async remove(): Promise<void> {
    await removeNamespaces([...this.#namespaces(), this.#switch]);
  }

  /** The host's port leaves the segment; the host's own carrier stays up. */
  async detach(node: string, names: readonly string[]): Promise<void> {
    await batch(
      this.#switch,
      names.map((name) => `link set ${this.#port(node, name)} nomaster`),
    );
  }

  async attach(node: string, names: readonly string[]): Promise<void> {
    await batch(
      this.#switch,
      names.map((name) => `link set ${this.#port(node, name)} master ${this.#bridge(name)}`),
    );
  }

  /** The far end of the host's cable: `down` takes its carrier away. */
  async setCarrier(node: string, name: string, state: 'up' | 'down'): Promise<void> {
    await batch(this.#switch, [`link set ${this.#port(node, name)} ${state}`]);
  }

  /**
   * `destination` no longer hears `source`, which goes on hearing it.
   *
   * An IPsec policy does it, because `ip` alone can set it; packet filters need one more program.
   */
  async block(source: string, destination: string): Promise<void> {
    const configured = Object.values(this.#node(source).ifs).flat();
    const linkLocal = (await this.#links(source)).flatMap((link) => link.addr_info.map((address) => address.local));
    const addresses = [...configured, ...linkLocal.filter((address) => address.startsWith('fe80:'))];
    await batch(
      this.namespaceOf(destination),
      addresses.map((address) => {
        const [length, anywhere] = isIpv6(address) ? [128, '::/0'] : [32, '0.0.0.0/0'];
        return `xfrm policy add src ${address.split('/')[0]}/${length} dst ${anywhere} dir in action block`;
      }),
    );
  }

  /** Ends every {@link Network.block} towards `destination`. */
  async unblock(destination: string): Promise<void> {
    await batch(this.namespaceOf(destination), ['xfrm policy flush']);
  }

  /** The host's interfaces and addresses as a boot would make them. */
  async resetAddresses(node: string): Promise<void> {
    await batch(
      this.namespaceOf(node),
      // Link-local addresses that keepalived left behind are small numbers, the interface's own is made of its MAC.
      this.interfacesOf(node).flatMap((name) => [
        `addr flush dev ${name} scope global`,
        `addr flush dev ${name} to fe80::/112`,
      ]),
    );
    await this.#configure(node);
  }

  /** A command of `ip` inside the host. */
  async ip(node: string, command: string): Promise<void> {
    await batch(this.namespaceOf(node), [command]);
  }

  get #switch(): string {
    return this.#name;
  }

  #namespaces(): string[] {
    return [...this.#nodes.keys()].map((node) => this.namespaceOf(node));
  }

  #segments(): string[] {
    return this.#segmentNames().map((name) => this.#bridge(name));
  }

  #segmentNames(): string[] {
    return [...new Set([...this.#nodes.values()].flatMap((node) => Object.keys(node.ifs)))];
  }

  #portCommands(): string[] {
    return [...this.#nodes.keys()].flatMap((node) =>
      this.interfacesOf(node).flatMap((name) => [
        `link add ${this.#port(node, name)} type veth peer name ${name} netns ${this.namespaceOf(node)}`,
        `link set ${this.#port(node, name)} master ${this.#bridge(name)} up`,
      ]),
    );
  }

  async #configure(node: string): Promise<void> {
    const { ifs, haproxy, nonlocalBind = true } = this.#node(node);
    // Hosts of a pair are set up this way, because HAProxy binds VIPs that it does not hold yet.
    if (haproxy !== undefined && nonlocalBind) {
      await this.#write(this.namespaceOf(node), { 'ipv4/ip_nonlocal_bind': '1', 'ipv6/ip_nonlocal_bind': '1' });
    }
    const commands = Object.entries(ifs).flatMap(([name, addresses]) => [
      `link set ${name} up`,
      ...addresses.map((address) => `addr replace ${address} dev ${name}${address.includes(':') ? ' nodad' : ''}`),
    ]);
    await batch(this.namespaceOf(node), ['link set lo up', ...commands]);
  }

  /** Waits for the carriers and, where IPv6 is used, for the link-local addresses that VRRP sends from. */
  async #waitUntilReady(node: string): Promise<void> {
    const names = this.interfacesOf(node);
    const usesIpv6 = Object.values(this.#node(node).ifs).flat().some(isIpv6);
    for (let round = 0; round < 100; round++) {
      const links = await this.#links(node);
      const ready = names.every((name) => {
        const link = links.find((each) => each.ifname === name);
        return link?.operstate === 'UP' && !(usesIpv6 && link.addr_info.some((address) => address.tentative === true));
      });
      if (ready) return;
      await delay(50);
    }
    throw new Error(`the interfaces of ${node} did not come up`);
  }

  async #links(node: string): Promise<LinkStatus[]> {
    return JSON.parse(await runOrThrow('ip', ['-n', this.namespaceOf(node), '-j', 'address'])) as LinkStatus[];
  }

  async #write(namespace: string, settings: Readonly<Record<string, string>>): Promise<void> {
    const commands = Object.entries(settings).map(([key, value]) => `echo ${value} > /proc/sys/net/${key}`);
    await runOrThrow('ip', ['netns', 'exec', namespace, 'sh', '-c', commands.join(' && ')]);
  }

  #node(name: string): ScenarioNode {
    const node = this.#nodes.get(name);
    if (node === undefined) throw new Error(`the scenario has no node "${name}"`);
    return node;
  }

  // Names of links have at most 15 characters, so those in the switch are made of numbers.
  #bridge(name: string): string {
    return `segment${this.#segmentNames().indexOf(name)}`;
  }

  #port(node: string, name: string): string {
    const index = this.interfacesOf(node).indexOf(name);
    if (index < 0) throw new Error(`node "${node}" has no interface "${name}"`);
    return `port${[...this.#nodes.keys()].indexOf(node)}.${index}`;
  }
}

interface LinkStatus {
  readonly ifname: string;
  readonly operstate: string;
  readonly addr_info: readonly { readonly local: string; readonly tentative?: boolean }[];
}

function bridgeCommands(bridge: string): string[] {
  // Learning which ports want which multicast group takes seconds that a real switch has behind it.
  const options = 'mcast_snooping 0 stp_state 0 forward_delay 0';
  return [`link add ${bridge} type bridge ${options}`, `link set ${bridge} up`];
}

function isIpv6(address: string): boolean {
  return address.includes(':');
}

/** Many commands of `ip` at the price of one. */
async function batch(namespace: string | undefined, commands: readonly string[]): Promise<void> {
  const where = namespace === undefined ? [] : ['-n', namespace];
  await runOrThrow('ip', [...where, '-batch', '-'], `${commands.join('\n')}\n`);
}
