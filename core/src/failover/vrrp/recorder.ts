import { listed } from '../../base/listed.ts';
import { finish } from '../../base/steps.ts';
import { type Fault, faultInWords } from '../fault.ts';
import type { Recording } from '../recording.ts';
import { effectOf } from './fault-effect.ts';
import type { FailoverModel } from './model.ts';
import { type Moment, momentOf, sameMoment } from './moment.ts';
import { runSteps } from './run.ts';
import { type ClusterState, initialState } from './state.ts';
import { advance, apply, nextTimer } from './timeline.ts';
import { masterDownInterval, second } from './timers.ts';
import { next } from './transition.ts';
import { viewOf } from './view.ts';

/** A moment of the model's time, with what happened just then from outside. */
interface NotedMoment extends Moment {
  readonly at: number;
  readonly note?: string;
}

/** Microseconds within which people see one change. */
const oneMoment = 1000;

/**
 * Records the longest case: the fault follows right after an advertisement, and the checks take their longest to
 * notice. Without a fault, the seconds after a common start.
 */
export function recordingOf(model: FailoverModel, faults: readonly Fault[]): Recording {
  const recorder = new Recorder(model);
  const fault = faults.at(-1);
  if (!fault) {
    const start = model.nodes.map((node) => ({ kind: 'start', node }) as const);
    const started = apply(model, initialState(model), start);
    recorder.note(started);
    recorder.advance(started, started.now + 4 * longestWait(model));
    return recorder.recording('all machines start together', started.now, true);
  }
  const before = stateAfter(model, faults.slice(0, -1));
  const zero = nextAdvert(before) ?? before.now;
  const lead = advance(model, before, Math.max(before.now, zero - longestInterval(model) / 2));
  recorder.note(lead);
  const intact = recorder.advance(lead, zero);
  const effect = effectOf(model, fault);
  const title = faultInWords(fault);
  let state = apply(model, intact, effect.atOnce);
  recorder.note(state, title);
  if (effect.detected.length > 0) {
    state = apply(model, recorder.advance(state, zero + effect.delay[1]), effect.detected);
    const names = new Set(effect.detected.flatMap((event) => ('name' in event ? [event.name] : [])));
    recorder.note(state, `${listed([...names])} on ${fault.node} has failed often enough`);
  }
  recorder.advance(state, state.now + 4 * longestWait(model));
  return recorder.recording(title, zero, false);
}

/** Longer than any router waits before it acts. */
function longestWait(model: FailoverModel): number {
  return Math.max(second, ...model.routers.map((router) => masterDownInterval(router, 1, router.advertInterval)));
}

function longestInterval(model: FailoverModel): number {
  return Math.max(second, ...model.routers.map((router) => router.advertInterval));
}

/** What every router is doing when all is well and then the faults have happened one after another, each settled. */
function stateAfter(model: FailoverModel, faults: readonly Fault[]): ClusterState {
  const run = finish(runSteps(model));
  return faults.length === 0 ? run.steady.state : finish(run.after(faults)).state;
}

/** When a master advertises next. */
function nextAdvert(state: ClusterState): number | undefined {
  const timers = state.routers.filter(({ status }) => status === 'MASTER').map(({ timer }) => timer);
  const first = Math.min(...timers);
  return Number.isFinite(first) ? first : undefined;
}

class Recorder {
  readonly #model: FailoverModel;
  readonly #moments: NotedMoment[] = [];
  readonly #adverts = new Map<number, number[]>();

  constructor(model: FailoverModel) {
    this.#model = model;
  }

  recording(title: string, zero: number, isStart: boolean): Recording {
    const model = this.#model;
    return {
      title,
      zero,
      isStart,
      lanes: model.routers.map(({ group, member, index }) => ({
        group,
        candidate: member,
        adverts: this.#adverts.get(index) ?? [],
      })),
      moments: this.#moments.map(({ state, ...moment }) => ({
        ...moment,
        get view() {
          return viewOf(model, state);
        },
      })),
      rhythm: longestInterval(model),
    };
  }

  /** Keeps a state in which something is to be seen that was not there before. */
  note(state: ClusterState, note?: string): void {
    const moment = momentOf(this.#model, state);
    const last = this.#moments.at(-1);
    if (last && note === undefined && sameMoment(last, moment)) return;
    // What happens at one moment is one change, in however many steps.
    const step = note === undefined && this.#moments.length > 1 && last && state.now - last.at < oneMoment;
    if (step) this.#moments.pop();
    const kept = step ? last.note : note;
    this.#moments.push({ ...moment, at: step ? last.at : state.now, ...(kept !== undefined && { note: kept }) });
  }

  /** As `advance` of the timeline, with every advertisement and every change kept. */
  advance(state: ClusterState, until: number): ClusterState {
    let current = state;
    for (;;) {
      const timer = nextTimer(this.#model, current);
      if (!timer || timer.at > until) return { ...current, now: Math.max(current.now, until) };
      const now = Math.max(current.now, timer.at);
      const before = current;
      const wasMaster = before.routers[timer.router]?.status === 'MASTER';
      current = next(this.#model, { ...current, now }, { kind: 'timer', router: timer.router });
      if (wasMaster || current.routers[timer.router]?.status === 'MASTER') {
        const sent = this.#adverts.get(timer.router);
        if (sent) sent.push(now);
        else this.#adverts.set(timer.router, [now]);
      }
      if (!looksAlike(before, current)) this.note(current);
    }
  }
}

/** Whether an action changed nothing but timers, as most advertisements do: quicker than comparing moments. */
function looksAlike(a: ClusterState, b: ClusterState): boolean {
  if (a.nodes !== b.nodes) return false;
  return a.routers.every((router, index) => {
    const other = b.routers[index];
    return router.status === other?.status && router.holdsVips === other.holdsVips;
  });
}
