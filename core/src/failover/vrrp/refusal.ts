import type { VrrpGroup } from '../../cluster/vrrp.ts';
import type { Hearer } from './hearers.ts';
import type { RouterModel } from './router.ts';

/** What is needed of a model. */
interface Model {
  readonly routers: readonly RouterModel[];
  readonly hearers: readonly (readonly Hearer[])[];
  readonly doubts: ReadonlyMap<VrrpGroup, readonly string[]>;
}

/**
 * The model with what chance decides said where two routers refuse each other's advertisements: once both are MASTER,
 * each packet starts the other's timer anew, both timers run out in the same moment, and which of the two is heard is
 * chance. A third router that listens to one of them may hear too few and take over.
 */
export function withRefusals<M extends Model>(model: M): M {
  // Mostly nobody refuses anything.
  if (!model.hearers.some((some) => some.some(({ refused }) => refused !== undefined))) return model;
  const doubts = new Map<VrrpGroup, readonly string[]>(model.doubts);
  const refuses = (a: number, b: number): boolean =>
    model.hearers[a]?.some(({ receiver, refused }) => receiver.index === b && refused !== undefined) ?? false;
  for (const sender of model.routers) {
    for (const { receiver: third, refused } of model.hearers[sender.index] ?? []) {
      if (refused !== undefined) continue;
      const rival = model.routers.find(
        (other) => other !== third && refuses(other.index, sender.index) && refuses(sender.index, other.index),
      );
      if (!rival || rival.lowerPriorityNoAdvert || sender.lowerPriorityNoAdvert) continue;
      const names = [sender.node, rival.node].sort().join(' and ');
      const doubt = `${names} refuse each other's advertisements, and while both are master chance decides whether others hear enough`;
      const said = doubts.get(third.group) ?? [];
      if (!said.includes(doubt)) doubts.set(third.group, [...said, doubt]);
    }
  }
  return { ...model, doubts };
}
