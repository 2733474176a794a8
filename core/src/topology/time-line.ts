import { listed } from '../base/listed.ts';
import type { Failover } from '../failover/engine.ts';
import type { Fault } from '../failover/fault.ts';
import type { RecordedMoment, Recording, VipMoment } from '../failover/recording.ts';
import type { Status } from '../failover/view.ts';
import { elementId } from './element-ids.ts';

/**
 * The seconds around the last fault of a scenario, in the longest case: the fault follows right after an
 * advertisement, and checks take their longest to notice. Without a fault: the seconds after a common start.
 * Plain JSON; times are milliseconds since the fault or the start.
 */
export interface TimeLine {
  /** "lb1 loses power", "all machines start together". */
  readonly title: string;
  /** Below 0 when it begins before the fault. */
  readonly startMs: number;
  readonly endMs: number;
  readonly lanes: readonly TimeLane[];
  /** What happens, in order and in words. */
  readonly events: readonly TimeEvent[];
}

/** What one instance is doing, or who has one virtual IP. */
export interface TimeLane {
  readonly id: string;
  readonly kind: 'vip' | 'member';
  readonly name: string;
  readonly spans: readonly TimeSpan[];
  /** Moments at which the instance advertises. */
  readonly adverts: readonly number[];
}

export type Tone = 'good' | 'calm' | 'warn' | 'bad' | 'off';

export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** A state in capitals, or who has the address. */
  readonly text: string;
  readonly tone: Tone;
}

export interface TimeEvent {
  readonly atMs: number;
  readonly text: string;
  readonly tone: Tone;
}

/** It shows at least so much, in microseconds. */
const atLeast = 2_000_000;

/** A time line begins and ends on a tenth of a second. Milliseconds. */
const tenth = 100;

/** More lanes of a kind than this are not drawn: those in which something happens come first. */
const laneLimit = 6;

/** Undefined where the engine records nothing. */
export function timeLineOf(failover: Failover, faults: readonly Fault[]): TimeLine | undefined {
  const recording = failover.record?.(faults);
  if (!recording) return undefined;
  const { zero, moments } = recording;
  const ms = (time: number): number => Math.round((time - zero) / 1000);
  const settled = Math.max(zero + atLeast, (moments.at(-1)?.at ?? zero) + 1.5 * recording.rhythm);
  const endMs = Math.ceil(ms(settled) / tenth) * tenth;
  const startMs = Math.min(0, Math.floor(ms(moments[0]?.at ?? zero) / tenth) * tenth);
  const scale: Scale = { ms, startMs, endMs };
  return {
    title: recording.title,
    startMs,
    endMs,
    lanes: [...vipLanes(recording, scale), ...memberLanes(recording, scale)],
    events: moments.flatMap((moment, index) => eventsAt(recording, moment, moments[index - 1], ms(moment.at))),
  };
}

/** What the cluster is doing at a moment of its time line. */
export function momentAt(failover: Failover, faults: readonly Fault[], atMs: number): RecordedMoment | undefined {
  const recording = failover.record?.(faults);
  if (!recording) return undefined;
  const { zero, moments } = recording;
  const until = zero + atMs * 1000 + 500;
  return moments.findLast(({ at }) => at <= until) ?? moments[0];
}

/** From the model's time to the line's. */
interface Scale {
  readonly ms: (time: number) => number;
  readonly startMs: number;
  readonly endMs: number;
}

/** Addresses that fare alike share a lane. */
function vipLanes({ moments, isStart }: Recording, scale: Scale): TimeLane[] {
  const alike = new Map<string, string[]>();
  for (const vip of moments[0]?.vips.keys() ?? []) {
    const key = JSON.stringify(moments.map((moment) => moment.vips.get(vip)));
    const known = alike.get(key);
    if (known) known.push(vip);
    else alike.set(key, [vip]);
  }
  const lanes = [...alike.values()].map((vips): TimeLane => {
    const [vip = ''] = vips;
    return {
      id: elementId.vip(vip),
      kind: 'vip',
      name: vips.length < 2 ? vip : `${vip} +${vips.length - 1}`,
      spans: spansOf(moments, scale, (moment) => vipSpan(moment.vips.get(vip), isStart)),
      adverts: [],
    };
  });
  return busiest(lanes);
}

function memberLanes({ moments, lanes }: Recording, scale: Scale): TimeLane[] {
  const several = new Set(lanes.map(({ group }) => group.name)).size > 1;
  return busiest(
    lanes.map(
      ({ candidate: { name, node }, adverts }, index): TimeLane => ({
        id: elementId.member(node.name, name),
        kind: 'member',
        name: several ? `${node.name} ${name}` : node.name,
        spans: spansOf(moments, scale, ({ statuses }) => {
          const status = statuses[index];
          return { text: status?.word ?? '', tone: toneOf(status) };
        }),
        adverts: adverts.map(scale.ms).filter((at) => at <= scale.endMs),
      }),
    ),
  );
}

function busiest(lanes: readonly TimeLane[]): TimeLane[] {
  if (lanes.length <= laneLimit) return [...lanes];
  return [...lanes].sort((a, b) => b.spans.length - a.spans.length).slice(0, laneLimit);
}

function spansOf(
  moments: readonly RecordedMoment[],
  { ms, startMs, endMs }: Scale,
  look: (moment: RecordedMoment) => Pick<TimeSpan, 'text' | 'tone'>,
): TimeSpan[] {
  const spans: TimeSpan[] = [];
  moments.forEach((moment, index) => {
    const next = moments[index + 1];
    const [fromMs, toMs] = [index === 0 ? startMs : ms(moment.at), next ? ms(next.at) : endMs];
    const seen = look(moment);
    const last = spans.at(-1);
    if (last && last.text === seen.text && last.tone === seen.tone) spans[spans.length - 1] = { ...last, toMs };
    else if (toMs > fromMs) spans.push({ fromMs, toMs, ...seen });
  });
  return spans;
}

/** At a start it is no alarm that nobody has an address yet. */
function vipSpan(vip: VipMoment | undefined, isStart: boolean): Pick<TimeSpan, 'text' | 'tone'> {
  const holders = vip?.holders ?? [];
  switch (vip?.verdict) {
    case 'ok':
      return { text: holders[0] ?? '', tone: 'good' };
    case 'several-holders':
      return { text: `✕ ${listed(holders)}`, tone: 'bad' };
    case 'unhealthy-holder':
      return { text: `✕ ${holders[0]}, HAProxy down`, tone: 'bad' };
    case 'not-served':
      return { text: `∅ ${holders[0]}, nothing answers`, tone: 'bad' };
    default:
      return isStart ? { text: 'nobody yet', tone: 'off' } : { text: '✕ nobody', tone: 'bad' };
  }
}

function toneOf(status: Status | undefined): Tone {
  if (status?.role === 'active') return 'good';
  if (status?.role === 'standby') return 'calm';
  return status?.role === 'failed' ? 'warn' : 'off';
}

/** What a moment brings: what happened from outside, then states, then addresses; what happens alike is one event. */
function eventsAt(
  { lanes }: Recording,
  moment: RecordedMoment,
  before: RecordedMoment | undefined,
  atMs: number,
): TimeEvent[] {
  const events: TimeEvent[] = moment.note === undefined ? [] : [{ atMs, text: moment.note, tone: 'warn' }];
  if (!before) return events;
  const states = new Alike<Tone>();
  for (const [index, { candidate }] of lanes.entries()) {
    const [was, is] = [before.statuses[index], moment.statuses[index]];
    if (was?.word === is?.word || is === undefined) continue;
    states.add(`${candidate.node.name}: `, candidate.name, ` ${was?.word} → ${is.word}`, toneOf(is));
  }
  const addresses = new Alike<Tone>();
  for (const [vip, now] of moment.vips) {
    if (JSON.stringify(before.vips.get(vip)) === JSON.stringify(now)) continue;
    const { text, tone } = vipSpan(now, false);
    addresses.add('', vip, now.holders.length === 0 ? ' without a holder' : ` on ${text.replace('✕ ', '')}`, tone);
  }
  const told = [...states.all('instances'), ...addresses.all('addresses')];
  return [...events, ...told.map(([text, tone]) => ({ atMs, text, tone }))];
}

/** Things of which the same can be said. */
class Alike<Kind> {
  readonly #groups = new Map<string, { before: string; names: string[]; after: string; kind: Kind }>();

  add(before: string, name: string, after: string, kind: Kind): void {
    const key = `${before}\n${after}`;
    const known = this.#groups.get(key);
    if (known) known.names.push(name);
    else this.#groups.set(key, { before, names: [name], after, kind });
  }

  /** Each sentence once: with the names, or with their number where there are many. */
  all(noun: string): (readonly [string, Kind])[] {
    return [...this.#groups.values()].map(({ before, names, after, kind }) => {
      const who = names.length > 3 ? `${names.length} ${noun}` : listed(names);
      return [`${before}${who}${after}`, kind];
    });
  }
}
