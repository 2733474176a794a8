import { closeSync, openSync } from 'node:fs';
import { forgetUnused } from '#core/base/text-cache.ts';
import { type Dice, dice } from '../lab/random/dice.ts';
import type { Area, Failure } from './area.ts';
import { type AreaName, type AreaOptions, areaOf } from './areas.ts';

/** What a worker is started with. */
export interface WorkerOptions extends AreaOptions {
  readonly area: AreaName;
  readonly seed: number;
  /** A file in which the worker writes what it is doing. */
  readonly note: string;
}

export type Order = { readonly do: 'draw'; readonly index: number } | { readonly do: 'trial'; readonly trial: unknown };

export interface Answer {
  readonly failures: readonly Failure[];
  /** The trial, where it failed. */
  readonly trial?: unknown;
  readonly counts: readonly (readonly [string, number])[];
  /** In bytes: of the process now, and what is alive in its heap, which is looked at now and then. */
  readonly rss: number;
  readonly alive?: number;
}

/** Trials between two looks at the heap. */
const betweenLooks = 200;

/** Runs trials as the parent process orders them, until it goes away. */
export function work(options: WorkerOptions): void {
  const note = openSync(options.note, 'w');
  const area: Area<unknown> = areaOf(options.area, options, note);
  let done = 0;
  process.on('message', async (order: Order) => {
    const trial = order.do === 'draw' ? area.draw(diceFor(options.seed, order.index), order.index) : order.trial;
    const failures = await area.run(trial);
    const answer: Answer = {
      failures,
      ...(failures.length > 0 && { trial }),
      counts: [...area.counts],
      rss: process.memoryUsage.rss(),
      ...(++done % betweenLooks === 0 && { alive: alive() }),
    };
    area.counts.clear();
    process.send?.(answer);
  });
  process.on('disconnect', async () => {
    await area.end();
    closeSync(note);
    process.exit(0);
  });
}

/** Trials of one seed have nothing to do with each other, nor with those of the next seed. */
export function diceFor(seed: number, index: number): Dice {
  return dice(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
}

/**
 * Bytes that are alive. What caches of bounded size hold goes first: they fill up, drop half of it and fill up again,
 * by a hundred megabytes, and a leak would not be seen beside that.
 */
function alive(): number {
  forgetUnused();
  forgetUnused();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
