import { memo } from '../../base/memo.ts';
import type { VrrpGroup } from '../../cluster/vrrp.ts';
import type { Fault } from '../fault.ts';
import type { Holding, Verdict } from '../prediction.ts';
import { describeStanding } from '../standing.ts';
import { droppedBy } from './accepting.ts';
import { priorityIn } from './current-priority.ts';
import { effectOf, type FaultEffect } from './fault-effect.ts';
import type { FailoverModel } from './model.ts';
import { indexOf } from './model-index.ts';
import { fewNames, namesText } from './names.ts';
import { rejection } from './rejection.ts';
import type { RouterModel } from './router.ts';
import { type ClusterState, nodeState, routerState } from './state.ts';
import { masterDownInterval, second, skewTime } from './timers.ts';

type Explanation = Pick<Holding, 'certain' | 'why'>;

/** Why these nodes hold the group's addresses when all is well. */
export function explainSteady(
  model: FailoverModel,
  state: ClusterState,
  group: VrrpGroup,
  vip: string,
  holders: readonly string[],
): Explanation {
  const doubts = [...(model.doubts.get(group) ?? []), ...tieAtStart(model, state, group), ...state.assumed];
  const parts = [reason(model, state, group, vip, holders), ...dropped(model, vip, holders), ...doubts];
  return { certain: doubts.length === 0, why: sentence(parts) };
}

/** What a prediction after a fault is made from. */
export interface FaultOutcome {
  readonly before: ClusterState;
  readonly after: ClusterState;
  readonly group: VrrpGroup;
  readonly vip: string;
  readonly holders: readonly string[];
  readonly faults: readonly Fault[];
  readonly verdict: Verdict;
  readonly effect: FaultEffect | undefined;
}

/** Why these nodes hold the addresses after the fault. */
export function explainFault(model: FailoverModel, outcome: FaultOutcome): Explanation {
  const { before, after, group, vip, holders, faults, verdict, effect } = outcome;
  const last = faults.at(-1);
  const doubts = [...(model.doubts.get(group) ?? []), ...tieAtStart(model, before, group), ...after.assumed];
  const watched = effect && effect.unclear.length > 0 ? effect.unclear.join(', ') : undefined;
  if (watched && verdict === 'unhealthy-holder')
    doubts.push(`nobody can tell from the files whether ${watched} watches HAProxy`);
  const parts: string[] = [];
  const loser = routersOf(model, group).find((router) => routerState(before, router).status === 'MASTER');
  const taker = routersOf(model, group).find((router) => router.node === holders[0]);
  if (verdict === 'unhealthy-holder') {
    const node = holders[0] ?? '';
    // Its HAProxy may have gone down with an earlier fault.
    const isLast = last?.kind === 'haproxy' && last.node === node;
    const watching = isLast ? [] : effectOf(model, { kind: 'haproxy', node }).detected;
    const names = watching.flatMap((event) => ('name' in event ? [event.name] : []));
    const keeps = routersOf(model, group).some(
      (router) => router.node === node && routerState(before, router).status === 'MASTER',
    );
    parts.push(
      `${node} ${keeps ? 'keeps' : 'takes'} the address although its HAProxy is down`,
      names.length > 0 ? `${names.join(', ')} fails there` : untracked(model, group, node, effect),
    );
    if (names.length > 0) parts.push(reason(model, after, group, vip, holders));
  } else if (holders.length > 0 && loser && taker && last && routerState(before, taker).status !== 'MASTER') {
    parts.push(notice(before, loser, taker, last, effect));
  }
  if (verdict !== 'unhealthy-holder' || effect?.detected.length) parts.push(reason(model, after, group, vip, holders));
  parts.push(...dropped(model, vip, holders));
  return { certain: doubts.length === 0, why: sentence([...parts.filter(Boolean), ...doubts]) };
}

/** That the holder cannot be reached under the address. */
function dropped({ cluster }: FailoverModel, vip: string, holders: readonly string[]): string[] {
  const cause = droppedBy(cluster, vip, holders);
  return cause === undefined ? [] : [`its firewall drops all that is sent to ${vip} (${cause})`];
}

function routersOf(model: FailoverModel, group: VrrpGroup): readonly RouterModel[] {
  return indexOf(model).ofGroup.get(group) ?? [];
}

/** The election's arithmetic: "lb1: 101 + 2 (chk_haproxy) = 103 > 102 (lb2)". */
function reason(
  model: FailoverModel,
  state: ClusterState,
  group: VrrpGroup,
  vip: string,
  holders: readonly string[],
): string {
  const routers = routersOf(model, group);
  const alive = routers.filter((router) => ['MASTER', 'BACKUP'].includes(routerState(state, router).status));
  if (holders.length > 1) return split(model, state, group, holders);
  const holder = alive.find((router) => router.node === holders[0]);
  if (!holder) {
    const told = routers.slice(0, fewNames).map((router) => whyNot(model, state, router, vip));
    return [
      ...told,
      ...(routers.length > fewNames ? [`and ${routers.length - fewNames} more do not hold it either`] : []),
    ].join(', ');
  }
  const own = priorityIn(state, holder);
  const others = alive
    .filter((router) => router !== holder)
    .map((router) => ({ router, value: priorityIn(state, router).value }))
    .sort((a, b) => b.value - a.value);
  const best = others[0];
  if (!best) return `${holder.node} is the only one left`;
  const sign = own.value > best.value ? '>' : own.value === best.value ? '=' : '<';
  const arithmetic = `${holder.node}: ${describeStanding(own)} ${sign} ${best.value} (${best.router.node})`;
  if (sign === '<' && best.router.nopreempt)
    return `${arithmetic}, but nopreempt keeps ${best.router.node} from taking over`;
  return arithmetic;
}

function whyNot(model: FailoverModel, state: ClusterState, router: RouterModel, vip: string): string {
  if (!router.vips.includes(vip)) return `${router.node} does not list ${vip}`;
  const node = nodeState(model, state, router.node);
  const waits = routerState(state, router).status === 'BACKUP' ? 'is BACKUP' : 'is in FAULT';
  const what = !node.powered ? 'is off' : !node.keepalived ? 'runs no keepalived' : waits;
  return `${router.node} ${what}`;
}

function split(model: FailoverModel, state: ClusterState, group: VrrpGroup, holders: readonly string[]): string {
  const routers = routersOf(model, group).filter((router) => holders.includes(router.node));
  const names = namesText(holders);
  const abandoned = routers.find((router) => routerState(state, router).status === 'STOPPED');
  if (abandoned) return `nobody removed the address from ${abandoned.node} when keepalived was killed there`;
  for (const receiver of routers) {
    for (const sender of routers) {
      const refused = receiver === sender ? undefined : rejection(receiver, sender);
      if (!refused) continue;
      return rejection(sender, receiver)
        ? `${names} ignore each other's advertisements because ${refused.why}`
        : `${receiver.node} ignores the advertisements of ${sender.node} because ${refused.why}`;
    }
  }
  return `${names} do not hear each other`;
}

/** How the taker learns that it is its turn, with the times of the formula. */
function notice(
  before: ClusterState,
  loser: RouterModel,
  taker: RouterModel,
  fault: Fault,
  effect: FaultEffect | undefined,
): string {
  const { value } = priorityIn(before, taker);
  const interval = routerState(before, taker).masterInterval;
  const skew = seconds(skewTime(taker, value, interval));
  const check = effect?.detected.map((event) => ('name' in event ? event.name : '')).join(', ');
  const noticed = check && effect ? `${check} fails on ${loser.node} after ${range(effect.delay)}, then ` : '';
  const fallsSilent = fault.kind === 'crash' || fault.kind === 'kill' || fault.kind === 'if' || fault.kind === 'cut';
  const weighted = check
    ? loser.trackers.some((tracker) => check.includes(tracker.name) && tracker.weight !== 0)
    : false;
  if (fallsSilent || weighted) {
    const down = seconds(masterDownInterval(taker, value, interval));
    const what = weighted ? 'ignores the lower advertisements' : `hears nothing of ${loser.node}`;
    return `${noticed}${taker.node} ${what} for ${taker.downTimerAdverts} × ${seconds(interval)} + skew ${skew} = ${down}`;
  }
  return `${noticed}${loser.node} gives up with priority 0, and ${taker.node} waits its skew time of ${skew}`;
}

function untracked(
  model: FailoverModel,
  group: VrrpGroup,
  node: string | undefined,
  effect: FaultEffect | undefined,
): string {
  if (effect && effect.detected.length > 0) return '';
  const tracks = routersOf(model, group).some((router) => router.node === node && router.trackers.length > 0);
  return tracks ? `no check of ${node} is known to watch HAProxy` : `nothing on ${node} tracks HAProxy`;
}

/** Equal best priorities: whose timer runs out first is a race, and the winner keeps the address. */
function tieAtStart(model: FailoverModel, state: ClusterState, group: VrrpGroup): string[] {
  const routers = routersOf(model, group);
  const best = Math.max(...routers.map((router) => priorityIn(state, router).value));
  const tied = routers.filter((router) => priorityIn(state, router).value === best);
  if (tied.length < 2) return [];
  if (!allHear(model).has(group) && tied.some((a) => tied.some((b) => a !== b && rejection(a, b)))) return [];
  return [
    `equal priorities: whichever of ${namesText(tied.map((router) => router.node))} starts first holds the address`,
  ];
}

/** Groups of which every router takes what every other one sends: asked once, and not of all pairs for each fault. */
const allHear = memo((model: FailoverModel): ReadonlySet<VrrpGroup> => {
  const hears = ([group, routers]: readonly [VrrpGroup, readonly RouterModel[]]): boolean =>
    routers.every(({ index }) => {
      const taking = model.hearers[index]?.filter(({ receiver, refused }) => !refused && receiver.group === group);
      return taking?.length === routers.length - 1;
    });
  return new Set([...indexOf(model).ofGroup].filter(hears).map(([group]) => group));
});

function sentence(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}

function seconds(microseconds: number): string {
  return `${Number((microseconds / second).toFixed(3))} s`;
}

function range([low, high]: readonly [number, number]): string {
  return low === high ? seconds(low) : `${low / second}–${seconds(high)}`;
}
