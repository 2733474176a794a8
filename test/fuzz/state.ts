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
 * Whether what is alive grows with what was done. What is kept of texts fills up at first, ever more slowly: by the
 * quarters of a run, each grows less than the one before. What grows by as much again has no bound. Too few looks say
 * nothing.
 */
export function memoryGrows(alive: readonly number[]): string | undefined {
  if (alive.length < 24) return undefined;
  const length = Math.floor(alive.length / 4);
  const mean = (quarter: number): number => {
    const looks = alive.slice(quarter * length, (quarter + 1) * length);
    return looks.reduce((sum, one) => sum + one, 0) / length;
  };
  const [before, last] = [mean(2) - mean(1), mean(3) - mean(2)];
  const mega = (bytes: number): number => Math.round(bytes / 2 ** 20);
  if (last < 15 * 2 ** 20 || last < 0.9 * before) return undefined;
  return `what is alive grew by ${mega(before)} MB and then by ${mega(last)} MB; looks: ${alive.map(mega).join(' ')}`;
}
