import type { FailoverModel } from './model.ts';
import type { Tracker } from './trackers.ts';

/** Every check that the node's files speak of, those that keepalived drops among them. */
export function writtenChecks(model: FailoverModel, node: string): readonly string[] {
  const written = model.routers
    .filter((router) => router.node === node)
    .flatMap(({ member: { instance, config } }) =>
      [...config.scripts, ...instance.trackScripts, ...instance.trackProcesses, ...instance.trackFiles].map(
        (named) => named.name,
      ),
    );
  return [...new Set([...checksOf(model, node), ...written])];
}

/** A file with a weight has a number, not a state: what it would be after a fault, nobody can tell. */
function canFail(tracker: Tracker): boolean {
  return tracker.kind === 'script' || tracker.kind === 'process' || (tracker.kind === 'file' && tracker.weight === 0);
}

/** Interfaces that a node's instances use or track. */
export function interfacesOf(model: FailoverModel, node: string): readonly string[] {
  const names = model.routers
    .filter((router) => router.node === node)
    .flatMap((router) => [
      ...(router.interface === '' ? [] : [router.interface]),
      ...router.ownInterfaces,
      ...router.trackers.flatMap((tracker) => (tracker.kind === 'interface' ? [tracker.name] : [])),
    ]);
  return [...new Set(names)];
}

/** Scripts, processes and files that a node's instances track and that are up or down. */
export function checksOf(model: FailoverModel, node: string): readonly string[] {
  const names = model.routers
    .filter((router) => router.node === node)
    .flatMap((router) => router.trackers.flatMap((tracker) => (canFail(tracker) ? [tracker.name] : [])));
  return [...new Set(names)];
}
