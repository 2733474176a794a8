import { type Host, messageLines } from './host.ts';
import { write, writeOver } from './output.ts';

/** Shorter work shows no bar: one that flashes up helps nobody. Milliseconds. */
const patience = 1000;
/** Where nobody sees a bar, long work gives a sign of life so often. Milliseconds. */
const pause = 10_000;
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

/** The same for work that may take minutes: where standard error is no terminal, a line now and then. */
export function progressLines(host: Host, title: string): Progress {
  if (host.progress) return progressBar(host, title);
  const start = Date.now();
  let last = start;
  return {
    step: (done, total) => {
      const now = Date.now();
      if (now - last < pause) return;
      last = now;
      tell(`${title}, ${done} of ${total} after ${Math.round((now - start) / 1000)} s`);
    },
    end: () => undefined,
  };
}

/** At once, although the work goes on without giving way. */
function tell(message: string): void {
  try {
    write(2, messageLines([message]));
  } catch {
    // Nobody looks: no reason to stop.
  }
}
