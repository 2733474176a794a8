import { checksOf, type Fault, interfacesOf } from '../failover/fault.ts';
import type { FailoverModel } from '../failover/vrrp/model.ts';
import type { RouterModel } from '../failover/vrrp/router.ts';
import { type NodeState, nodeState } from '../failover/vrrp/state.ts';
import { isUsuallyDown, usualNumber } from '../failover/vrrp/usual.ts';
import { elementId } from './element-ids.ts';
import type { PartNode } from './graph.ts';
import type { Situation } from './situation.ts';

/** What can break on a machine beside its HAProxy, in the order in which people think of it. */
export function partNodes({ model, state }: Situation, node: string): PartNode[] {
  const own = nodeState(model, state, node);
  const routers = model.routers.filter((router) => router.node === node);
  const part = (kind: PartNode['kind'], id: string, name: string, up: boolean, fault: Fault): PartNode => ({
    id,
    kind,
    name,
    up,
    fault,
    ...siteOf(routers, kind, name),
  });
  const single = (kind: 'power' | 'keepalived' | 'network', up: boolean, fault: Fault): PartNode =>
    part(kind, elementId.part(kind, node), kind, up, fault);
  return [
    single('power', own.powered, { kind: 'crash', node }),
    single('keepalived', own.powered && own.keepalived, { kind: 'stop', node }),
    single('network', !own.isolated, { kind: 'cut', node }),
    ...interfacesOf(model, node).map((name) => {
      const fault: Fault = { kind: 'if', node, name };
      return part('interface', elementId.interface(node, name), name, !own.downInterfaces.has(name), fault);
    }),
    ...checksOf(model, node).map((name) => {
      const fault: Fault = { kind: 'check', node, name };
      return part('check', elementId.check(node, name), name, !fails(model, node, own, name), fault);
    }),
  ];
}

/** Whether a check is not as it is when all is well. */
function fails(model: FailoverModel, node: string, own: NodeState, check: string): boolean {
  for (const { member, trackers } of model.routers.filter((router) => router.node === node)) {
    const tracker = trackers.find((candidate) => candidate.name === check && candidate.kind !== 'interface');
    if (!tracker) continue;
    if (tracker.kind === 'file') return (own.fileValues.get(check) ?? 0) !== usualNumber(member, tracker);
    return own.failedChecks.has(check) !== isUsuallyDown(member, tracker);
  }
  return own.failedChecks.has(check);
}

/** Where it stands in the files; what no line speaks of is led to the machine's first instance. */
function siteOf(routers: readonly RouterModel[], kind: PartNode['kind'], name: string): Pick<PartNode, 'site'> {
  const [site] = routers.flatMap(({ member: { instance, config, path } }) => {
    const trackers = [...config.scripts, ...instance.trackScripts, ...instance.trackProcesses, ...instance.trackFiles];
    const mentions =
      kind === 'check'
        ? trackers.filter((tracker) => tracker.name === name)
        : kind !== 'interface'
          ? [instance]
          : instance.interface?.value === name
            ? [instance.interface]
            : instance.trackInterfaces.filter((tracked) => tracked.name === name);
    return mentions.map((mention) => ({ path, site: mention.site }));
  });
  return site ? { site } : {};
}
