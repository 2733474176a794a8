import type { DirectiveLine } from './line.ts';

/** Warns where a keyword is for the other side of a proxy: HAProxy ignores it there. Says whether it did. */
export function sideWarning(line: DirectiveLine, at: number, frontend: boolean, backend: boolean): boolean {
  const proxy = line.context.proxy;
  if (!proxy || proxy.defaults || (!frontend && !backend)) return false;
  if ((frontend && proxy.frontend) || (backend && proxy.backend)) return false;
  const wanted = frontend ? 'frontend and listen' : 'backend and listen';
  line.warn(
    'misplaced-keyword',
    at,
    `"${line.value(at)}" is for ${wanted} sections: HAProxy warns and ignores it in a ${proxy.kind}.`,
  );
  return true;
}
