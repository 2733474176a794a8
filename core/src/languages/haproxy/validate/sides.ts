import type { DirectiveLine, ProxyContext } from './line.ts';

/** Whether a keyword for these sides of a proxy has nothing to do in this one. */
export function isOtherSide(proxy: ProxyContext, frontend: boolean, backend: boolean): boolean {
  if (proxy.defaults || (!frontend && !backend)) return false;
  return !((frontend && proxy.frontend) || (backend && proxy.backend));
}

/** Warns where a keyword is for the other side of a proxy: HAProxy ignores it there. Says whether it did. */
export function sideWarning(line: DirectiveLine, at: number, frontend: boolean, backend: boolean): boolean {
  const { proxy } = line.context;
  if (!proxy || !isOtherSide(proxy, frontend, backend)) return false;
  line.warn(
    'misplaced-keyword',
    at,
    `"${line.value(at)}" is for ${home(frontend)}: HAProxy warns and ignores it in a ${proxy.kind}.`,
  );
  return true;
}

/** Refuses a keyword for the other side. Says whether it did. */
export function sideError(line: DirectiveLine, at: number, frontend: boolean, backend: boolean): boolean {
  const { proxy } = line.context;
  if (!proxy || !isOtherSide(proxy, frontend, backend)) return false;
  line.error(
    'misplaced-keyword',
    at,
    `"${line.value(at)}" is for ${home(frontend)}: HAProxy refuses it in a ${proxy.kind}.`,
  );
  return true;
}

function home(frontend: boolean): string {
  return frontend ? 'frontend and listen sections' : 'backend and listen sections';
}
