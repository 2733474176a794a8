import { Workspace } from '#core/workspace/workspace.ts';

/** CPU of this process so far, in ms. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What the work below takes on the machine that the limits were set on, in ms. */
const usual = 60;

/**
 * How much slower this machine is than the one that the limits were set on, 1 or more: time limits are multiplied by it.
 * Measured by work of the same kind.
 */
export function slowness(): number {
  const sections = Array.from(
    { length: 400 },
    (_, index) => `backend b${index}\n    mode http\n    server s${index} 10.0.0.${index % 250}:80 check\n`,
  );
  const text = `defaults\n    timeout client 5s\n    timeout server 5s\n    timeout connect 5s\n${sections.join('')}`;
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run++) {
    const start = cpuMs();
    for (let again = 0; again < 3; again++) {
      const path = `lb${again}/haproxy.cfg`;
      new Workspace().applyChange({ set: [{ path, language: 'haproxy', text }] }).findings();
    }
    best = Math.min(best, cpuMs() - start);
  }
  return Math.max(1, best / usual);
}
