import type { Steps } from '../../base/steps.ts';
import type { AddressGroup, Candidate } from '../../cluster/cluster.ts';
import { isGroupMember, vrrp } from '../../cluster/vrrp.ts';
import type { Chance, Failover, FailoverEngine, Outcome, Run } from '../engine.ts';
import { interfacesOf, writtenChecks } from './breakable.ts';
import { chanceOfMember } from './chance.ts';
import { exploreSteps, sharedMemory } from './explore.ts';
import { singleFaults } from './fault-effect.ts';
import { type FailoverModel, failoverModel } from './model.ts';
import { recordingOf } from './recorder.ts';
import { type RunOutcome, runSteps } from './run.ts';
import { viewOf } from './view.ts';

/** VRRP as keepalived implements it. */
export const vrrpEngine: FailoverEngine = {
  manager: vrrp,
  program: 'keepalived',
  failoverOf: (cluster, versions) => vrrpFailover(failoverModel(cluster, versions)),
  chanceOf,
};

function vrrpFailover(model: FailoverModel): Failover {
  return {
    cluster: model.cluster,
    program: 'keepalived',
    nodes: model.nodes,
    interfacesOf: (node) => interfacesOf(model, node),
    checksOf: (node) => writtenChecks(model, node),
    singleFaults: () => singleFaults(model),
    begin: () => beginSteps(model),
    explore: ({ remembers = false, ...options }) =>
      exploreSteps(model, { ...options, ...(remembers && { memory: sharedMemory() }) }),
    record: (faults) => recordingOf(model, faults),
    chanceOf,
  };
}

function* beginSteps(model: FailoverModel): Steps<Run> {
  const run = yield* runSteps(model);
  return {
    steady: seen(model, run.steady),
    *after(faults) {
      return seen(model, yield* run.after(faults));
    },
  };
}

function seen<Holding>(model: FailoverModel, outcome: RunOutcome<Holding>): Outcome<Holding> {
  return {
    vips: outcome.vips,
    get view() {
      return viewOf(model, outcome.state);
    },
  };
}

function chanceOf(_group: AddressGroup, candidate: Candidate): Chance | undefined {
  return isGroupMember(candidate) ? chanceOfMember(candidate) : undefined;
}
