import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../support/run.ts';
import type { Host } from './host.ts';
import type { Network } from './network.ts';
import type { Recorder } from './recorder.ts';

/** What the events of a scenario act on. */
export interface Stage {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly network: Network;
  readonly recorder: Recorder;
}

/** What a verb needs: the first argument names the host. */
interface Scene extends Stage {
  readonly host: Host;
  readonly args: readonly string[];
  /** The argument after the host's name at `index`; an exception when there is none. */
  word(index: number): string;
  /** The interfaces that the arguments name, or all. */
  readonly interfaces: readonly string[];
}

/** Verbs that name any number of hosts are done for each in turn. */
const severalHosts = new Set(['start', 'stop']);

const verbs: Readonly<Record<string, (scene: Scene) => Promise<void> | void>> = {
  start: ({ host }) => host.start(),
  /** A clean stop. */
  stop: ({ host }) => host.keepalived.signal('SIGTERM'),
  /** All processes of keepalived killed; the host stays up and keeps its addresses. */
  crash: ({ host }) => host.keepalived.killAll(),
  killvrrp: ({ host }) => host.killVrrpProcess(),
  killparent: ({ host }) => host.keepalived.signal('SIGKILL'),
  /** A power loss; a later `start` boots the host. */
  power: ({ host }) => host.powerOff(),
  reload: ({ host }) => host.keepalived.signal('SIGHUP'),
  hup: ({ host }) => host.keepalived.signal('SIGHUP'),
  /** A host that hangs, and goes on. */
  stopsig: ({ host }) => host.keepalived.signalAll('SIGSTOP'),
  cont: ({ host }) => host.keepalived.signalAll('SIGCONT'),

  /** The administrator's view of an interface. */
  down: ({ host, network, word }) => network.ip(host.name, `link set ${word(1)} down`),
  up: ({ host, network, word }) => network.ip(host.name, `link set ${word(1)} up`),
  /** The cable. */
  unplug: ({ host, network, word }) => network.setCarrier(host.name, word(1), 'down'),
  plug: ({ host, network, word }) => network.setCarrier(host.name, word(1), 'up'),
  /** The switch: nobody hears the host nor does it hear anybody, while its carrier stays up. */
  cut: ({ host, network, interfaces }) => network.detach(host.name, interfaces),
  heal: ({ host, network, interfaces }) => network.attach(host.name, interfaces),
  /** `oneway a b`: b no longer hears a. */
  oneway: ({ host, network, word }) => network.block(host.name, word(1)),
  oneway_off: ({ host, network }) => network.unblock(host.name),
  addaddr: ({ host, network, word }) => network.ip(host.name, `addr add ${word(2)} dev ${word(1)}`),
  deladdr: ({ host, network, word }) => network.ip(host.name, `addr del ${word(2)} dev ${word(1)}`),

  touch: ({ host, word }) => appendFile(join(host.folder, word(1)), ''),
  rm: ({ host, word }) => rm(join(host.folder, word(1))),
  write: ({ host, word, args }) => host.writeFile(word(1), word(2), args[3] === 'inplace'),
  conf: ({ host, word }) => host.writeConfiguration(word(1)),
  /** `check a NAME fail` or `ok`: the outcome of that vrrp_script from now on. */
  check: ({ host, word }) => host.setCheck(word(1), either(word(2), 'ok', 'fail')),
  haproxy: ({ host, word }) => (either(word(1), 'up', 'down') ? host.startHaproxy() : host.killHaproxy()),
  sh: async ({ host, recorder, word }) => {
    const [command, ...args] = host.shell(word(1));
    const result = await run(command, args);
    recorder.output(host.name, result.exitCode, result.stdout + result.stderr);
  },
};

/** Does what an event says. What cannot be done is an exception: an experiment that did not happen proves nothing. */
export async function perform(stage: Stage, verb: string, args: readonly string[]): Promise<void> {
  const action = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (action === undefined) throw new Error(`unknown verb "${verb}"`);
  for (const name of severalHosts.has(verb) ? args : args.slice(0, 1)) {
    const host = stage.hosts.get(name);
    if (host === undefined) throw new Error(`${verb}: the scenario has no node "${name}"`);
    const word = (index: number): string => {
      const found = args[index];
      if (found === undefined) throw new Error(`${verb} ${name}: too few words`);
      return found;
    };
    const named = args.slice(1);
    const interfaces = named.length > 0 ? named : stage.network.interfacesOf(name);
    await action({ ...stage, host, args, word, interfaces });
  }
}

function either(word: string, yes: string, no: string): boolean {
  if (word !== yes && word !== no) throw new Error(`"${word}" is neither "${yes}" nor "${no}"`);
  return word === yes;
}
