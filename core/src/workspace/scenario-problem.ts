import { parseIp } from '../base/ip-address.ts';
import { allVips, vipKey } from '../cluster/vrrp.ts';
import type { Scenario } from '../failover/vrrp/scenario.ts';
import { interfacesIn } from '../failover/vrrp/scenario-events.ts';
import { configIdOf } from '../failover/vrrp/variation.ts';
import type { KeepalivedConfig } from '../languages/keepalived/config.ts';
import { configIdsOf } from '../languages/keepalived/config-ids.ts';
import { lowerKeepalived } from '../languages/keepalived/lower.ts';
import { parseKeepalived } from '../languages/keepalived/parser.ts';

/**
 * A name in a scenario that none of its configurations has, of which nothing would be seen: an interface, a check, an
 * address. Undefined where there is none, and of configurations that include what nobody knows nothing is said.
 */
export function scenarioProblem(scenario: Scenario): string | undefined {
  const machines = new Map(Object.keys(scenario.nodes).map((name) => [name, machineOf(scenario, name)]));
  for (const [index, event] of scenario.events.entries()) {
    const [, verb, node = '', name = ''] = event;
    const machine = machines.get(node);
    if (!machine) continue;
    const stranger = interfacesIn(event).find((word) => !machine.interfaces.has(word) && !machine.mentions(word));
    if (stranger !== undefined) {
      return `events[${index}]: ${node} has no interface "${stranger}" (it has ${listed(machine.interfaces)})`;
    }
    if (verb === 'check' && !machine.isOpen && !machine.checks.has(name)) {
      return `events[${index}]: ${node} has no check "${name}" (it has ${listed(machine.checks)})`;
    }
  }
  return vipProblem(scenario, [...machines.values()]);
}

function vipProblem({ vips = [], events }: Scenario, machines: readonly Machine[]): string | undefined {
  if (machines.some(({ isOpen }) => isOpen)) return undefined;
  const known = new Set(machines.flatMap((machine) => [...machine.vips]));
  // Added by hand, or by a command.
  const said = events.map((event) => event.slice(2).join(' ')).join('\n');
  const stranger = vips.find((vip) => !known.has(vip) && !said.includes(vip));
  if (stranger === undefined) return undefined;
  const meant = parseIp(stranger.replace(/\/\d+$/, ''))?.text;
  const hint = meant !== undefined && known.has(meant) ? `write "${meant}"` : `known are ${listed(known)}`;
  return `"vips": nobody has ${stranger} (${hint})`;
}

interface Machine {
  /** It includes what the scenario does not hold, so that it may have more names. */
  readonly isOpen: boolean;
  readonly interfaces: ReadonlySet<string>;
  readonly checks: ReadonlySet<string>;
  readonly vips: ReadonlySet<string>;
  /** Whether a word stands somewhere in its configurations. */
  mentions(word: string): boolean;
}

/** All names that a node has in any of its configurations, for whichever configuration id. */
function machineOf(scenario: Scenario, name: string): Machine {
  const [, node] = Object.entries(scenario.nodes).find(([key]) => key === name) ?? [];
  const later = scenario.events.flatMap(([, verb, whose, text = '']) =>
    verb === 'conf' && whose === name ? [text] : [],
  );
  const texts = [...new Set([node?.conf ?? '', ...later])].map((text) => text.replaceAll('%N%', name));
  const configs = texts.flatMap((text) => readings(text, [name, ...(node ? [configIdOf(node)] : [])]));
  const instances = configs.flatMap((config) => config.instances);
  const words = new Set(texts.flatMap((text) => text.split(/[\s"'{}]+/)));
  return {
    isOpen: configs.some((config) => config.hasIncludes || config.limits.length > 0),
    interfaces: new Set([
      ...Object.keys(node?.ifs ?? {}),
      ...instances.flatMap((instance) => [
        ...(instance.interface ? [instance.interface.value] : []),
        ...instance.trackInterfaces.map((tracked) => tracked.name),
      ]),
    ]),
    checks: new Set([
      ...configs.flatMap((config) => [...config.scripts, ...config.processes].map((named) => named.name)),
      ...instances.flatMap(({ trackScripts, trackProcesses, trackFiles }) =>
        [...trackScripts, ...trackProcesses, ...trackFiles].map((named) => named.name),
      ),
    ]),
    vips: new Set(instances.flatMap((instance) => allVips(instance).map(vipKey))),
    mentions: (word) => words.has(word),
  };
}

function readings(text: string, ids: readonly (string | undefined)[]): readonly KeepalivedConfig[] {
  const syntax = parseKeepalived(text);
  return [...new Set([undefined, ...ids, ...configIdsOf(syntax)])].map((id) => lowerKeepalived(syntax, id));
}

function listed(names: ReadonlySet<string>): string {
  return [...names].join(', ') || 'none';
}
