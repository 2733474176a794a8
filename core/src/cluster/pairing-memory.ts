import { sameItems } from '../base/same-items.ts';
import { type ComparedMachine, differingPiece, type Evidence, nodeThreshold } from './evidence.ts';
import { type Machine, nameOf } from './machine.ts';

/**
 * What one pairing leaves to the next: which machines were compared with which, and what came of it. A machine that
 * comes or goes is compared with those near to it, and nobody else is compared again. It holds of each machine what the
 * last pairing asked of it and nothing older, so it does not grow with the number of edits.
 */
export interface Memory {
  /** By what the keys have in common: the machines in the order of their names. */
  readonly inOrder: ReadonlyMap<string, readonly Machine[]>;
  readonly namesakes: ReadonlyMap<Machine, KeptNamesakes>;
  readonly reasons: ReadonlyMap<Machine, KeptReason>;
  /** By the first of their machines. */
  readonly components: ReadonlyMap<Machine, KeptComponent>;
}

/** Machines that form one cluster, by their keys. */
export interface Component {
  readonly keys: readonly string[];
  readonly why: readonly string[];
  /** Their keys differ in this segment, counted from the right, from 1. */
  readonly fromRight: number;
}

interface KeptComponent {
  readonly machines: readonly Machine[];
  readonly component: Component;
}

/** The memories of the segments in which keys were compared, the last one first. */
export type Memories = readonly Memory[];

/** What is asked of machines whose keys differ in one segment: its memory in the making, and the one before it. */
export interface Level {
  /** The segment, counted from the right, from 1. */
  readonly fromRight: number;
  readonly before: Memory | undefined;
  readonly inOrder: Map<string, readonly Machine[]>;
  readonly namesakes: Map<Machine, KeptNamesakes>;
  readonly reasons: Map<Machine, KeptReason>;
  readonly components: Map<Machine, KeptComponent>;
}

/** One level for each segment of the longest key. */
export function levelsOf(depth: number, before: Memories): readonly Level[] {
  return Array.from({ length: depth }, (_, index) => ({
    fromRight: index + 1,
    before: before[index],
    inOrder: new Map(),
    namesakes: new Map(),
    reasons: new Map(),
    components: new Map(),
  }));
}

export function memoriesOf(levels: readonly Level[]): Memories {
  return levels.map(({ inOrder, namesakes, reasons, components }) => ({ inOrder, namesakes, reasons, components }));
}

/** How strongly two machines seem to belong together. */
export type Compare = (a: ComparedMachine, b: ComparedMachine) => Evidence;

/** A machine that belongs to another one by its name and its contents. */
export interface Namesake {
  readonly machine: Machine;
  /** The piece in which the names differ. */
  readonly piece: number;
  /** How many characters at their start are the same. */
  readonly common: number;
}

interface KeptNamesakes {
  /** For all that are near; `undefined` for who is none. */
  readonly verdicts: ReadonlyMap<Machine, Namesake | undefined>;
  readonly namesakes: readonly Namesake[];
}

interface KeptReason {
  /** Who was asked, up to the one that gave the reason. */
  readonly asked: readonly Machine[];
  readonly isFound: boolean;
  readonly why: readonly string[];
}

/** Names are compared with this many neighbours in their order, so that a folder of thousands of machines stays cheap. */
export const window = 24;

/**
 * Of machines in the order of their names, those near to one that are its namesakes, in that order. `pattern`: what
 * their keys have in common.
 */
export function namesakesIn(
  pattern: string,
  machines: readonly Machine[],
  evidence: Compare,
  level: Level,
): (index: number) => readonly Namesake[] {
  const last = level.before?.inOrder.get(pattern) ?? [];
  level.inOrder.set(pattern, machines);
  const { start, end } = changed(last, machines);
  return (index) => {
    const machine = machines[index];
    if (!machine) return [];
    const before = level.before?.namesakes.get(machine);
    const isAsBefore = index + window < start || index - window >= end;
    const kept = before && isAsBefore ? before : namesakesAnew(machine, near(machines, index), before, evidence, level);
    level.namesakes.set(machine, kept);
    return kept.namesakes;
  };
}

function near(machines: readonly Machine[], index: number): readonly Machine[] {
  return machines.slice(Math.max(0, index - window), index + window + 1);
}

/** Where a list begins to be another one than before, and where that ends. */
function changed(before: readonly Machine[], now: readonly Machine[]): { start: number; end: number } {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === now[now.length - 1 - same]) same++;
  // What stands at an end of the list has fewer beside it.
  if (start === before.length && start === now.length) return { start: Number.POSITIVE_INFINITY, end: 0 };
  return { start, end: now.length - same };
}

function namesakesAnew(
  machine: Machine,
  others: readonly Machine[],
  before: KeptNamesakes | undefined,
  evidence: Compare,
  { fromRight }: Level,
): KeptNamesakes {
  const verdicts = new Map<Machine, Namesake | undefined>();
  const namesakes: Namesake[] = [];
  for (const other of others) {
    const isKnown = before?.verdicts.has(other) ?? false;
    const verdict = isKnown ? before?.verdicts.get(other) : namesake(machine, other, fromRight, evidence);
    verdicts.set(other, verdict);
    if (verdict) namesakes.push(verdict);
  }
  return { verdicts, namesakes };
}

function namesake(machine: Machine, other: Machine, fromRight: number, evidence: Compare): Namesake | undefined {
  if (machine === other) return undefined;
  const [one, two] = [suspect(machine, fromRight), suspect(other, fromRight)];
  const piece = differingPiece(one.name, two.name);
  if (piece === undefined || evidence(one, two).score < nodeThreshold) return undefined;
  return { machine: other, piece, common: commonStart(one.name, two.name) };
}

/** The component of these machines: the one before, if it was made of the very same. */
export function componentOf(machines: readonly Machine[], level: Level, reasons: () => readonly string[]): Component {
  const [first] = machines;
  const known = first && level.before?.components.get(first);
  const component =
    known && sameItems(known.machines, machines)
      ? known.component
      : { keys: machines.map(({ text }) => text), why: reasons(), fromRight: level.fromRight };
  if (first) level.components.set(first, { machines, component });
  return component;
}

/** Why a machine is with the first of those asked with which it belongs; nothing when there is none. */
export function reasonOf(
  machine: Machine,
  asked: readonly Machine[],
  evidence: Compare,
  level: Level,
): readonly string[] {
  const before = level.before?.reasons.get(machine);
  const kept = before && holds(before, asked) ? before : undefined;
  const reason = kept ?? reasonAnew(machine, asked, level.fromRight, evidence);
  level.reasons.set(machine, reason);
  return reason.why;
}

function holds({ asked, isFound }: KeptReason, now: readonly Machine[]): boolean {
  return isFound ? asked.every((machine, index) => machine === now[index]) : sameItems(asked, now);
}

function reasonAnew(machine: Machine, asked: readonly Machine[], fromRight: number, evidence: Compare): KeptReason {
  for (const [index, other] of asked.entries()) {
    const { score, why } = evidence(suspect(other, fromRight), suspect(machine, fromRight));
    if (score >= nodeThreshold) return { asked: asked.slice(0, index + 1), isFound: true, why };
  }
  return { asked, isFound: false, why: [] };
}

function suspect({ key, profile }: Machine, fromRight: number): ComparedMachine {
  return { name: nameOf(key, fromRight), profile };
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
