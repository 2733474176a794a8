import type { FailoverModel } from './model.ts';
import type { ClusterEvent, NodeState } from './state.ts';

/** The nodes after an event that changes one of them; what follows for the routers is the transition's business. */
export function applyToNode(
  model: FailoverModel,
  nodes: readonly NodeState[],
  event: Exclude<ClusterEvent, { kind: 'timer' }>,
): readonly NodeState[] {
  const at = model.nodes.indexOf(event.node);
  return nodes.map((node, index) => (index === at ? { ...node, ...changeOf(node, event) } : node));
}

function changeOf(node: NodeState, event: Exclude<ClusterEvent, { kind: 'timer' }>): Partial<NodeState> {
  switch (event.kind) {
    case 'start':
      return node.powered
        ? { keepalived: true, frozen: false, known: undefined, miscounted: new Map() }
        : {
            powered: true,
            keepalived: true,
            haproxy: true,
            isolated: false,
            cutInterfaces: new Set(),
            miscounted: new Map(),
          };
    case 'restart-vrrp':
      return { keepalived: true };
    case 'stop':
    case 'kill':
      return { keepalived: false, frozen: false, known: undefined };
    case 'crash':
      return { powered: false, keepalived: false, frozen: false, known: undefined, haproxy: false };
    case 'freeze':
      return { frozen: true, known: node.known ?? node };
    case 'thaw':
      return { frozen: false, known: undefined };
    case 'isolate':
      return { isolated: true };
    case 'rejoin':
      return { isolated: false };
    case 'interface-cut':
      return { cutInterfaces: including(node.cutInterfaces, event.name) };
    case 'interface-rejoined':
      return { cutInterfaces: without(node.cutInterfaces, event.name) };
    case 'haproxy-down':
      return { haproxy: false };
    case 'haproxy-up':
      return { haproxy: true };
    case 'interface-down':
      return {
        downInterfaces: including(node.downInterfaces, event.name),
        forgottenInterfaces: without(node.forgottenInterfaces, event.name),
      };
    case 'interface-up':
      return {
        downInterfaces: without(node.downInterfaces, event.name),
        forgottenInterfaces: without(node.downInterfaces, event.name),
      };
    case 'address-lost':
      return { bareInterfaces: including(node.bareInterfaces, event.name) };
    case 'address-back':
      return { bareInterfaces: without(node.bareInterfaces, event.name) };
    case 'check-down':
      return { failedChecks: including(node.failedChecks, event.name) };
    case 'check-up':
      return { failedChecks: without(node.failedChecks, event.name) };
    case 'deaf-to':
      return { deafTo: including(node.deafTo, event.name) };
    case 'hears':
      return { deafTo: without(node.deafTo, event.name) };
    case 'file':
      return { fileValues: new Map([...node.fileValues, [event.name, event.value]]) };
    case 'advertise':
    case 'farewell':
    case 'router-stop':
    case 'router-reload':
    case 'vip-added':
    case 'vip-removed':
      return {};
  }
}

function including(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  return new Set([...set, item]);
}

function without(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  return new Set([...set].filter((other) => other !== item));
}
