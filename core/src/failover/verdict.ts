import type { Verdict } from './prediction.ts';

/** How it is about an address that these nodes hold. `runs`: HAProxy does, on a node; `isServed`: somebody answers on it. */
export function verdictOn(
  holders: readonly string[],
  runs: (node: string) => boolean,
  isServed: () => boolean,
): Verdict {
  const [holder, ...others] = holders;
  if (holder === undefined) return 'no-holder';
  if (others.length > 0) return 'several-holders';
  if (!runs(holder)) return 'unhealthy-holder';
  return isServed() ? 'ok' : 'not-served';
}
