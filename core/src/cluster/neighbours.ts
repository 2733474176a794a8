import type { Machine } from './machine.ts';
import type { Component } from './pairing-memory.ts';

/** By the keys of a cluster's machines: machines beside them that are on one network with it and in no cluster with it. */
export type Neighbours = ReadonlyMap<string, readonly string[]>;

/** One is enough to tell that a virtual router id is taken. */
const most = 2;

/** Finds machines of the same folder whose virtual routers have the id and the network of a cluster's own. */
export function neighboursOf(machines: readonly Machine[], components: readonly Component[]): Neighbours {
  const byNetwork = new Map<string, Machine[]>();
  for (const machine of machines) {
    for (const network of keysOf(machine)) {
      const known = byNetwork.get(network);
      if (known) known.push(machine);
      else byNetwork.set(network, [machine]);
    }
  }
  const byText = new Map(machines.map((machine) => [machine.text, machine]));
  const found = new Map<string, string[]>();
  for (const { keys } of components) {
    const own = new Set(keys);
    const near = new Set<string>();
    const networks = keys.flatMap((key) => {
      const machine = byText.get(key);
      return machine ? keysOf(machine) : [];
    });
    for (const network of new Set(networks)) {
      for (const other of byNetwork.get(network) ?? []) {
        if (near.size >= most) break;
        if (!own.has(other.text)) near.add(other.text);
      }
    }
    if (near.size > 0) found.set(keys.join(' '), [...near]);
  }
  return found;
}

/** The virtual routers of a machine as its siblings see them. */
function keysOf({ key, profile }: Machine): string[] {
  if (profile.networks.length === 0) return [];
  const folder = key.slice(0, -1).join('/');
  return profile.networks.map((network) => `${folder}|${network}`);
}
