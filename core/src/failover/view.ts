import type { AddressGroup, Candidate, FileSite } from '../cluster/cluster.ts';
import type { Fault } from './fault.ts';

/** What people see of a cluster in one state, whatever moves its addresses: one machine after another. */
export type ClusterView = readonly MachineView[];

/** A machine in one state of the cluster. */
export interface MachineView {
  readonly node: string;
  /** What happened to the machine as a whole, in words; empty when nothing did. */
  readonly trouble: string;
  readonly powered: boolean;
  /** Cut off from the machines beside it while its links stay up. */
  readonly cutOff: boolean;
  /** Its HAProxy runs, or would if it had one. */
  readonly haproxy: boolean;
  readonly candidates: readonly CandidateView[];
  /** What can break on the machine beside its HAProxy, in the order in which people think of it. */
  readonly parts: readonly PartView[];
}

/**
 * `active`: it has the addresses, or is meant to. `standby`: it takes them when they are free. `failed`: something keeps
 * it out. `stopped`: its manager does not run. `off`: its machine has no power.
 */
export type Role = 'active' | 'standby' | 'failed' | 'stopped' | 'off';

/** What a candidate is doing: for programs, and in the manager's own word. */
export interface Status {
  readonly role: Role;
  readonly word: string;
}

/** What a candidate of one group is doing in one state of the cluster. */
export interface CandidateView {
  readonly group: AddressGroup;
  readonly candidate: Candidate;
  readonly status: Status;
  /** Its number in the choice of a holder, in this state: with VRRP the priority with all weights. */
  readonly score: number;
  /** "101 + 2 (chk_haproxy) = 103", or just the number. */
  readonly arithmetic: string;
  /** Addresses that it may take. */
  readonly addresses: readonly string[];
  /** Addresses that are on its machine because of it. */
  readonly holds: readonly string[];
  /** What is wrong with it, in words. */
  readonly trouble: readonly string[];
}

/** Something of a machine that works or does not, and the fault that breaks it. `manager`: the program that moves addresses. */
export interface PartView {
  readonly kind: 'power' | 'manager' | 'check' | 'interface' | 'network';
  readonly name: string;
  readonly up: boolean;
  readonly fault: Fault;
  /** Where it stands in the files. */
  readonly site?: FileSite;
}

/** The machine of a name; an engine shows all nodes of a cluster. */
export function machineIn(view: ClusterView, node: string): MachineView {
  const found = view.find((machine) => machine.node === node);
  if (!found) throw new RangeError(`no machine is called ${node}`);
  return found;
}
