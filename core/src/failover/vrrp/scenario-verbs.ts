import { type Table, table } from '../../base/table.ts';
import type { ScenarioEvent } from './scenario.ts';
import type { EventVerb } from './scenario-events.ts';
import type { Machine, ScenarioMachines } from './scenario-machines.ts';
import type { ClusterEvent } from './state.ts';

/** What the verbs of a scenario act on. */
export interface Stage {
  readonly nodes: readonly string[];
  readonly machines: ScenarioMachines;
  happen(event: ClusterEvent): void;
  /** Starts a daemon; `turn`: how many the same command has started before it. */
  start(node: string, turn?: number): void;
  /** Ends a daemon; `atOnce`: another one may be started right after it. */
  end(node: string, kind: 'stop' | 'kill' | 'crash', atOnce?: boolean): void;
  reload(node: string): void;
  /** The process that speaks VRRP is killed, and its parent starts another one. */
  respawn(node: string): void;
  unplug(node: string, interfaceName: string): void;
  plug(node: string, interfaceName: string): void;
  setDown(node: string, interfaceName: string): void;
  changeAddress(verb: 'addaddr' | 'deladdr', node: string, interfaceName: string, address: string): void;
  setHaproxy(node: string, up: boolean): void;
  readFiles(node: string): void;
  perform(event: ScenarioEvent): void;
}

/** The words behind a verb: the first one names a node. */
interface Words {
  readonly node: string;
  readonly name: string;
  readonly value: string;
  readonly all: readonly string[];
  readonly machine: Machine | undefined;
}

type Act = (stage: Stage, words: Words) => void;

/** Each event that a scenario may have has its act, and no other has. */
const acts: Readonly<Record<EventVerb, Act>> = {
  start: (stage, { all }) => {
    all.forEach((node, turn) => {
      stage.start(node, turn);
    });
  },
  stop: (stage, { all }) => {
    for (const node of all) stage.end(node, 'stop');
  },
  killparent: (stage, { node }) => stage.end(node, 'stop', true),
  crash: (stage, { node }) => stage.end(node, 'kill'),
  power: (stage, { node }) => stage.end(node, 'crash'),
  killvrrp: (stage, { node }) => stage.respawn(node),
  stopsig: (stage, { node }) => stage.happen({ kind: 'freeze', node }),
  cont: (stage, { node, machine }) => {
    stage.happen({ kind: 'thaw', node });
    for (const waiting of machine?.signals.splice(0) ?? []) stage.perform(waiting);
  },

  cut: (stage, words) => {
    for (const name of interfacesOf(stage, words)) stage.happen({ kind: 'interface-cut', node: words.node, name });
  },
  heal: (stage, words) => {
    for (const name of interfacesOf(stage, words)) stage.happen({ kind: 'interface-rejoined', node: words.node, name });
  },
  down: (stage, { node, name }) => stage.setDown(node, name),
  up: (stage, { node, name }) => stage.happen({ kind: 'interface-up', node, name }),
  unplug: (stage, { node, name }) => stage.unplug(node, name),
  plug: (stage, { node, name }) => stage.plug(node, name),
  /** `oneway a b`: b no longer hears a. */
  oneway: (stage, { node, name }) => stage.happen({ kind: 'deaf-to', node: name, name: node }),
  oneway_off: (stage, { node }) => {
    for (const other of stage.nodes) stage.happen({ kind: 'hears', node, name: other });
  },
  addaddr: (stage, { node, name, value }) => stage.changeAddress('addaddr', node, name, value),
  deladdr: (stage, { node, name, value }) => stage.changeAddress('deladdr', node, name, value),

  haproxy: (stage, { node, name }) => stage.setHaproxy(node, name === 'up'),
  hakill: (stage, { node, name }) => stage.setHaproxy(node, name === 'up'),
  check: (_stage, { name, value, machine }) => {
    if (value === 'ok') machine?.failing.delete(name);
    else machine?.failing.add(name);
  },
  touch: (stage, { node, name, machine }) => {
    machine?.files.set(name, '');
    stage.readFiles(node);
  },
  write: (stage, { node, name, value, machine }) => {
    machine?.files.set(name, value);
    stage.readFiles(node);
  },
  rm: (stage, { node, name, machine }) => {
    machine?.files.delete(name);
    stage.readFiles(node);
  },
  conf: (_stage, { name, machine }) => {
    if (machine) machine.conf = name;
  },
  reload: (stage, { node }) => stage.reload(node),
  hup: (stage, { node }) => stage.reload(node),
  /** A script that everybody may write is refused where script security is on. */
  sh: (_stage, { name, machine }) => {
    for (const match of name.matchAll(/chmod 777 \S*\/(\S+)/g)) machine?.files.delete(match[1] ?? '');
  },
};

const verbs: Table<Act> = table(acts);

/** Signals to a daemon that hangs wait until it goes on. */
const signals = new Set(['stop', 'killparent', 'reload', 'hup']);

/** Does what an event of a scenario says; `readScenario` has refused what is none. */
export function performEvent(stage: Stage, event: ScenarioEvent, isHung: (node: string) => boolean): void {
  const [, verb, ...all] = event;
  const [node = '', name = '', value = ''] = all;
  const machine = stage.machines.get(node);
  if (machine && signals.has(verb) && isHung(node)) machine.signals.push(event);
  else verbs.get(verb)?.(stage, { node, name, value, all, machine });
}

/** The interfaces that an event names, or all. */
function interfacesOf(stage: Stage, { node, all }: Words): readonly string[] {
  return all.length > 1 ? all.slice(1) : stage.machines.interfacesOf(node);
}
