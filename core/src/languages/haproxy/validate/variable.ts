import { compareVersions, type Version } from '../../../base/version.ts';

/** Why HAProxy does not take the name of a variable: it starts with its scope. */
export function variableFault(name: string, version: Version): string | undefined {
  const match = /^([a-z]+)\.[A-Za-z0-9_.]+$/.exec(name);
  const scope = match?.[1] ?? '';
  const parents = compareVersions(version, [3, 0]) > 0;
  if (/^(?:proc|sess|txn|req|res|check)$/.test(scope) || (parents && /^p(?:sess|txn|req|res)$/.test(scope))) {
    return undefined;
  }
  return `"${name}" is not the name of a variable: it starts with "proc.", "sess.", "txn.", "req.", "res." or "check."`;
}
