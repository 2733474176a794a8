import type { Steps } from '../../base/steps.ts';
import { type FaultHolding, measured } from '../prediction.ts';
import { priorityIn } from './current-priority.ts';
import type { FailoverModel } from './model.ts';
import { indexOf } from './model-index.ts';
import { namesText } from './names.ts';
import { rejection } from './rejection.ts';
import type { RouterModel } from './router.ts';
import { neverAtRest, settleSteps } from './settle.ts';
import { type ClusterState, holdersOf, initialState } from './state.ts';
import { apply } from './timeline.ts';

/** Where a cluster comes to rest when one node starts long before the others. */
export interface OtherStart {
  readonly first: string;
  readonly state: ClusterState;
}

/** Of very many nodes only so many are tried. */
const mostTried = 3;

/**
 * The states beside that of a common start in which a cluster may well be, since the first to start keeps the addresses:
 * nobody with nopreempt, and nobody of the same priority, takes them from it.
 */
export function* otherStarts(
  model: FailoverModel,
  usual: ClusterState,
  rest: (started: ClusterState) => Steps<ClusterState>,
): Steps<readonly OtherStart[]> {
  const found: OtherStart[] = [];
  const vips = [...indexOf(model).vipGroups.keys()];
  for (const first of firstComers(model, usual).slice(0, mostTried)) {
    const alone = yield* settleSteps(model, started(model, initialState(model), [first]));
    const others = model.nodes.filter((node) => node !== first);
    const state = yield* rest(yield* settleSteps(model, started(model, alone, others)));
    if (state.assumed.includes(neverAtRest)) continue;
    if (vips.some((vip) => !sameHolders(holdersOf(model, state, vip), holdersOf(model, usual, vip)))) {
      found.push({ first, state });
    }
  }
  return found;
}

function started(model: FailoverModel, before: ClusterState, nodes: readonly string[]): ClusterState {
  return apply(
    model,
    before,
    nodes.map((node) => ({ kind: 'start', node })),
  );
}

/** The nodes from which somebody who outranks them, or is their equal, does not take an address. */
function firstComers(model: FailoverModel, state: ClusterState): string[] {
  const nodes = new Set<string>();
  for (const routers of indexOf(model).ofGroup.values()) {
    const ranked = routers
      .map((router) => ({ router, priority: priorityIn(state, router).value }))
      .sort((a, b) => b.priority - a.priority);
    const waiting: RouterModel[] = [];
    ranked.forEach(({ router, priority }, index) => {
      const equal = ranked[index === 0 ? 1 : index - 1];
      const better = equal?.priority === priority ? equal.router : waiting.find((other) => other !== router);
      if (better && !rejection(better, router)) nodes.add(router.node);
      if (router.nopreempt && waiting.length < mostTried) waiting.push(router);
    });
  }
  return [...nodes];
}

/** What follows a fault, with what follows where another node held the address before. */
export function withOtherStarts(
  main: FaultHolding,
  others: readonly { readonly first: string; readonly holding: FaultHolding }[],
): FaultHolding {
  const differing = others.filter(
    ({ holding }) => !sameHolders(holding.holders, main.holders) || holding.verdict !== main.verdict,
  );
  const gaps = [main, ...others.map(({ holding }) => holding)].map(({ gapMs }) => measured(gapMs));
  const known = gaps.flatMap((gap) => (gap ? [gap] : []));
  const gapMs =
    differing.length === 0 && known.length === gaps.length
      ? ([Math.min(...known.map(([low]) => low)), Math.max(...known.map(([, high]) => high))] as const)
      : main.gapMs;
  if (differing.length === 0) {
    return {
      holders: main.holders,
      verdict: main.verdict,
      gapMs,
      get certain() {
        return main.certain;
      },
      get why() {
        return main.why;
      },
    };
  }
  return {
    holders: main.holders,
    verdict: main.verdict,
    gapMs,
    alternatives: distinct(
      differing.map(({ holding }) => holding.holders),
      main.holders,
    ),
    certain: false,
    get why() {
      const instead = differing.map(({ first, holding }) => `${listed(holding.holders)} if ${first} held it before`);
      return `${main.why}; ${instead.join(', ')}`;
    },
  };
}

/** Lists of holders, each once, without the one that is said already. */
export function distinct(lists: readonly (readonly string[])[], said: readonly string[]): readonly string[][] {
  const known = new Map(lists.map((list) => [list.join(' '), [...list]]));
  known.delete(said.join(' '));
  return [...known.values()];
}

function listed(holders: readonly string[]): string {
  return holders.length === 0 ? 'nobody' : namesText(holders);
}

function sameHolders(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
