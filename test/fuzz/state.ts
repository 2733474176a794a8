import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** How far a run has come in an area. */
export interface AreaState {
  /** The number of the next trial. */
  next: number;
  readonly counts: Record<string, number>;
  /** Bytes. */
  peakRss: number;
  /** What is alive in the heap, in the order of time; bytes. */
  readonly alive: number[];
  /** How often each failure was seen, by name. */
  readonly failures: Record<string, number>;
}

export interface State {
  readonly seed: number;
  readonly areas: Record<string, AreaState>;
}

export function areaState(state: State, area: string): AreaState {
  state.areas[area] ??= { next: 0, counts: {}, peakRss: 0, alive: [], failures: {} };
  return state.areas[area];
}

/** What an earlier run left; undefined when there is nothing. */
export function readState(file: string): State | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : undefined;
}

/** As a whole or not at all: a run may be ended at any moment. */
export function writeState(file: string, state: State): void {
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}

/**
 * Whether what is alive still grows after warming up: the last quarter of the looks against the second one. Too few
 * looks say nothing.
 */
export function memoryGrows(alive: readonly number[]): string | undefined {
  if (alive.length < 12) return undefined;
  const quarter = Math.floor(alive.length / 4);
  const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
  const before = mean(alive.slice(quarter, 2 * quarter));
  const after = mean(alive.slice(-quarter));
  const mega = (bytes: number): number => Math.round(bytes / 2 ** 20);
  if (after <= before * 1.25 + 20 * 2 ** 20) return undefined;
  return `what is alive grew from ${mega(before)} MB to ${mega(after)} MB; looks: ${alive.map(mega).join(' ')}`;
}
