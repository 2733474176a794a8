import { type Table, table } from '../../base/table.ts';
import type { KeepalivedConfig } from '../../languages/keepalived/config.ts';
import type { CheckWorld } from './checks.ts';
import type { Scenario, ScenarioEvent, ScenarioNode } from './scenario.ts';
import { folderOf, type ReadConf } from './scenario-cluster.ts';
import { configIdOf } from './variation.ts';

/** What the machines of a scenario have beside the state of their routers. */
export class ScenarioMachines {
  readonly #machines = new Map<string, Machine>();

  constructor(scenario: Scenario) {
    for (const [name, node] of Object.entries(scenario.nodes)) {
      this.#machines.set(name, {
        given: node,
        ifs: table(node.ifs),
        files: new Map(Object.entries(node.files ?? {})),
        failing: new Set(),
        conf: node.conf,
        loaded: node.conf,
        endsAt: 0,
        signals: [],
      });
    }
  }

  /** Undefined for a name that the scenario does not have. */
  get(node: string): Machine | undefined {
    return this.#machines.get(node);
  }

  /** The names of a node's interfaces. */
  interfacesOf(node: string): string[] {
    return [...(this.#machines.get(node)?.ifs.keys() ?? [])];
  }

  /** Whether the address is one of the interface's own; with or without prefix length. */
  hasAddress(node: string, interfaceName: string, address: string): boolean {
    const own = this.#machines.get(node)?.ifs.get(interfaceName) ?? [];
    return own.some((candidate) => withoutLength(candidate) === withoutLength(address));
  }

  /** The configuration that the node's keepalived has read. `configId`: that of nodes which are given none. */
  configOf(node: string, readConf: ReadConf, configId: string | undefined): KeepalivedConfig {
    const machine = this.#machines.get(node);
    const text = (machine?.loaded ?? '').replaceAll('%D%', folderOf(node)).replaceAll('%N%', node);
    return readConf(text, (machine && configIdOf(machine.given)) ?? configId ?? node);
  }

  /** A keepalived reads its configuration as it stands now; what it had read before. */
  read(node: string): string {
    const machine = this.#machines.get(node);
    const before = machine?.loaded ?? '';
    if (machine) machine.loaded = machine.conf;
    return before;
  }

  /** Whether the configuration has changed since it was read. */
  hasChanged(node: string): boolean {
    const machine = this.#machines.get(node);
    return machine !== undefined && machine.loaded !== machine.conf;
  }

  /** What the node's checks look at. */
  worldOf(node: string, haproxyUp: boolean): CheckWorld {
    const { files = new Map<string, string>(), failing = new Set<string>() } = this.#machines.get(node) ?? {};
    return { files, failing, haproxyUp, folder: folderOf(node) };
  }
}

export interface Machine {
  /** What the scenario says of it. */
  readonly given: ScenarioNode;
  /** Its own addresses by interface. */
  readonly ifs: Table<readonly string[]>;
  /** Files in its folder by name. */
  readonly files: Map<string, string>;
  /** Checks that fail whatever they look at. */
  readonly failing: Set<string>;
  /** The text of keepalived.conf. */
  conf: string;
  /** The text that its keepalived has read last. */
  loaded: string;
  /** When its last daemon has ended, in microseconds. */
  endsAt: number;
  /** What was sent to a daemon that hangs. */
  signals: ScenarioEvent[];
}

/** An address without its prefix length. */
export function withoutLength(address: string): string {
  return address.replace(/\/.*$/, '');
}
