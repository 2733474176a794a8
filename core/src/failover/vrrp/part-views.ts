import type { Fault } from '../fault.ts';
import type { PartView } from '../view.ts';
import { checksOf, interfacesOf } from './breakable.ts';
import type { FailoverModel } from './model.ts';
import type { RouterModel } from './router.ts';
import type { NodeState } from './state.ts';
import { isUsuallyDown, usualNumber } from './usual.ts';

/** What can break on a machine beside its HAProxy, in the order in which people think of it. */
export function partViews(model: FailoverModel, own: NodeState, node: string): PartView[] {
  const routers = model.routers.filter((router) => router.node === node);
  const part = (kind: PartView['kind'], name: string, up: boolean, fault: Fault): PartView => ({
    kind,
    name,
    up,
    fault,
    ...siteOf(routers, kind, name),
  });
  return [
    part('power', 'power', own.powered, { kind: 'crash', node }),
    part('manager', 'keepalived', own.powered && own.keepalived, { kind: 'stop', node }),
    part('network', 'network', !own.isolated, { kind: 'cut', node }),
    ...interfacesOf(model, node).map((name) =>
      part('interface', name, !own.downInterfaces.has(name), { kind: 'if', node, name }),
    ),
    ...checksOf(model, node).map((name) =>
      part('check', name, !fails(routers, own, name), { kind: 'check', node, name }),
    ),
  ];
}

/** Whether a check is not as it is when all is well. */
function fails(routers: readonly RouterModel[], own: NodeState, check: string): boolean {
  for (const { member, trackers } of routers) {
    const tracker = trackers.find((candidate) => candidate.name === check && candidate.kind !== 'interface');
    if (!tracker) continue;
    if (tracker.kind === 'file') return (own.fileValues.get(check) ?? 0) !== usualNumber(member, tracker);
    return own.failedChecks.has(check) !== isUsuallyDown(member, tracker);
  }
  return own.failedChecks.has(check);
}

/** Where it stands in the files; what no line speaks of is led to the machine's first instance. */
function siteOf(routers: readonly RouterModel[], kind: PartView['kind'], name: string): Pick<PartView, 'site'> {
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
