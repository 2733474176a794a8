import type { ByName } from '../../base/table.ts';
import { eventProblem, nodesIn, type ScenarioEvent } from './scenario-events.ts';

export type { ScenarioEvent } from './scenario-events.ts';

/**
 * An experiment: machines, and what happens to them when. The same JSON that the lab runs with real daemons.
 */
export interface Scenario {
  readonly id?: string;
  readonly nodes: ByName<ScenarioNode>;
  /** The addresses whose holders are of interest; by default all. */
  readonly vips?: readonly string[];
  /** `[t, verb, ...]`, `t` in seconds since the first event. */
  readonly events: readonly ScenarioEvent[];
  /** When the observation ends, in seconds. */
  readonly until: number;
}

/** In its texts `%D%` stands for the node's own folder and `%N%` for its name. */
export interface ScenarioNode {
  /** Addresses with prefix length by interface; interfaces of one name are on one network. */
  readonly ifs: ByName<readonly string[]>;
  /** The text of keepalived.conf. */
  readonly conf: string;
  /** keepalived's version; by default the newest that is supported. */
  readonly version?: string;
  /** keepalived's arguments; `-i ID` counts. */
  readonly args?: readonly string[];
  /** The machine's name, which is the configuration id where there is no `-i`. */
  readonly hostname?: string;
  /** Whether keepalived runs with `-D`; by default it does. */
  readonly detail?: boolean;
  /** Files in the node's folder by name. */
  readonly files?: ByName<string>;
}

/** What a scenario may have at most. Times are seconds: a week. */
const mostNodes = 64;
const mostEvents = 10_000;
const longest = 604_800;

/** A second before the start is as good as the start. */
function isTime(value: number): boolean {
  return value >= -1 && value <= longest;
}

/** Reads a scenario from parsed JSON; the error names the first thing that is wrong with it. */
export function readScenario(value: unknown): Scenario | { readonly error: string } {
  if (!isRecord(value)) return { error: 'a scenario is an object' };
  const { nodes, events, until } = value;
  if (!isRecord(nodes) || Object.keys(nodes).length === 0) return { error: '"nodes" is missing or empty' };
  for (const [name, node] of Object.entries(nodes)) {
    if (!isRecord(node) || typeof node['conf'] !== 'string') return { error: `nodes.${name}.conf is not a text` };
    if (!isRecord(node['ifs'])) return { error: `nodes.${name}.ifs is not an object` };
    const problem = nodeProblem(node);
    if (problem !== undefined) return { error: `nodes.${name}.${problem}` };
  }
  const names = new Set(Object.keys(nodes));
  if (names.size > mostNodes) {
    return { error: `"nodes" holds ${names.size} nodes, and at most ${mostNodes} can be simulated` };
  }
  if (!Array.isArray(events)) return { error: '"events" is not a list' };
  if (events.length > mostEvents) {
    return { error: `"events" holds ${events.length} events, and at most ${mostEvents} can be simulated` };
  }
  for (const [index, event] of events.entries()) {
    const isEvent =
      Array.isArray(event) && typeof event[0] === 'number' && event.slice(1).every((word) => typeof word === 'string');
    if (!isEvent || event.length < 3) return { error: `events[${index}] is not [t, verb, node, …]` };
    if (!isTime(event[0])) return { error: `events[${index}] happens at ${event[0]} s, outside of 0 to ${longest} s` };
    const stranger = nodesIn(event as unknown as ScenarioEvent).find((name) => !names.has(name));
    if (stranger !== undefined) return { error: `events[${index}]: no node is called "${stranger}"` };
    const problem = eventProblem(event as unknown as ScenarioEvent);
    if (problem !== undefined) return { error: `events[${index}]: ${problem}` };
  }
  if (value['vips'] !== undefined && !isTexts(value['vips'])) return { error: '"vips" is not a list of texts' };
  if (typeof until !== 'number') return { error: '"until" is not a number of seconds' };
  if (!isTime(until)) return { error: `"until" is ${until}, outside of 0 to ${longest} s (a week)` };
  return value as unknown as Scenario;
}

/** What is wrong with what a node may have beside its configuration. */
function nodeProblem({ ifs, files, args, version, hostname }: ByName<unknown>): string | undefined {
  if (isRecord(ifs) && !Object.values(ifs).every(isTexts)) return 'ifs has something else than lists of addresses';
  if (files !== undefined && !(isRecord(files) && isTexts(Object.values(files))))
    return 'files has something else than texts';
  if (args !== undefined && !isTexts(args)) return 'args is not a list of texts';
  if (version !== undefined && typeof version !== 'string') return 'version is not a text';
  return hostname !== undefined && typeof hostname !== 'string' ? 'hostname is not a text' : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isRecord(value: unknown): value is ByName<unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
