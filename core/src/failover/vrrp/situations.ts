import { priorityIn } from './current-priority.ts';
import type { FailoverModel } from './model.ts';
import { restOf } from './settle.ts';
import type { ClusterEvent, ClusterState } from './state.ts';

/** What followed from a situation. */
interface Sequel {
  readonly state: ClusterState;
  readonly gaps: readonly number[];
}

/** Situations of a very large cluster are long: more text than this, in UTF-16 units, is not kept. */
const mostText = 5_000_000;

/** What followed from situations of one model: from the same one the same follows, whatever led to it. */
export class Situations {
  readonly #sequels = new Map<string, Sequel>();
  #length = 0;
  readonly #rests = new Map<ClusterState, ClusterState | undefined>();

  get(situation: string | undefined): Sequel | undefined {
    return situation === undefined ? undefined : this.#sequels.get(situation);
  }

  set(situation: string | undefined, sequel: Sequel): void {
    if (situation === undefined) return;
    this.#length += situation.length;
    if (this.#length > mostText) {
      this.#sequels.clear();
      this.#length = situation.length;
    }
    this.#sequels.set(situation, sequel);
  }

  /** What a state comes to when nothing happens; undefined when that is not what it was. */
  rest(model: FailoverModel, state: ClusterState): ClusterState | undefined {
    if (!this.#rests.has(state)) this.#rests.set(state, restOf(model, state));
    return this.#rests.get(state);
  }
}

/** Of these events each node has several that can come to the same. */
export const areManifold = (events: readonly ClusterEvent[]): boolean =>
  events.length > 0 &&
  events.every(({ kind }) => kind === 'interface-down' || kind === 'check-down' || kind === 'file');

/** More of them make a text that costs more than it saves. */
const fewAssumptions = 20;

/**
 * Everything in a state that decides what its timers lead to, as a text; undefined where that is too much to say. Which
 * interface or check failed counts only by what it does to routers that still take part: of forty interfaces whose loss
 * takes a sync group down, one need be followed.
 */
export function situationOf(model: FailoverModel, { now, nodes, routers, assumed }: ClusterState): string | undefined {
  if (assumed.length > fewAssumptions) return undefined;
  let text = `${now} ${assumed.join('\n')}`;
  for (const node of nodes) {
    const { powered, keepalived, frozen, haproxy, isolated, deafTo } = node;
    text += `|${powered ? 1 : 0}${keepalived ? 1 : 0}${frozen ? 1 : 0}${haproxy ? 1 : 0}${isolated ? 1 : 0}`;
    if (deafTo.size > 0) text += [...deafTo].join(' ');
  }
  for (const router of model.routers) {
    const own = routers[router.index];
    const node = nodes[router.nodeIndex];
    if (own === undefined || node === undefined || own.unread.length > 0) return undefined;
    const { status, timer, downTimer, masterInterval, preemptAt, delayedUntil, holdsVips, wantsMaster } = own;
    text += `;${status[0]}${holdsVips ? '+' : ''}${wantsMaster ? 'w' : ''}${timer} ${downTimer} ${masterInterval}`;
    if (preemptAt !== undefined) text += `p${preemptAt}`;
    if (delayedUntil > now) text += `d${delayedUntil}`;
    // Who is in FAULT or stopped hears nothing, says nothing, and stays so.
    if (status !== 'MASTER' && status !== 'BACKUP' && !wantsMaster) continue;
    text += ` ${priorityIn({ nodes }, router).value}`;
    if (node.downInterfaces.has(router.interface) || node.cutInterfaces.has(router.interface)) text += 'x';
  }
  return text;
}
