import type { Host } from './host.ts';
import { writeOver } from './output.ts';

/** Shorter work shows no bar: one that flashes up helps nobody. Milliseconds. */
const patience = 1000;
const width = 30;

/** A bar on standard error while something takes long; nothing where that is no terminal. */
export interface Progress {
  step(done: number, total: number): void;
  /** Takes the bar away. */
  end(): void;
}

/** Ctrl+C ends the program at any step, since nothing is written before the work is done. */
export function progressBar(host: Host, title: string): Progress {
  if (!host.progress) return { step: () => undefined, end: () => undefined };
  const start = Date.now();
  let shown = -1;
  return {
    step: (done, total) => {
      const filled = Math.floor((width * done) / Math.max(1, total));
      if (filled === shown || Date.now() - start < patience) return;
      shown = filled;
      writeOver(`${title} [${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${done}/${total}`);
    },
    end: () => {
      if (shown >= 0) writeOver('');
    },
  };
}
