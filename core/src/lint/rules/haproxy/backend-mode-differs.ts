import { type Table, table } from '../../../base/table.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import {
  type BackendReference,
  defaultsOf,
  findBackend,
  type HaproxySection,
} from '../../../languages/haproxy/config.ts';
import { modesOf } from '../../../languages/haproxy/effective-mode.ts';
import { overviewOf } from '../../../languages/haproxy/overview.ts';
import type { HaproxyRule } from '../../rule.ts';

export const backendModeDiffers: HaproxyRule = {
  scope: 'haproxy',
  id: 'backend-mode-differs',
  severity: 'error',
  // HAProxy names the two sections and not this line.
  verdict: 'own',
  misses: 'defaults',
  follows: true,
  summary: 'A frontend in HTTP mode sends its traffic to a backend in another mode.',
  check({ path, config }, report, { version }) {
    if (!overviewOf(config).modesDiffer) return;
    const modes = modesOf(config);
    for (const section of config.sections) {
      const from = modes.get(section);
      if (from === undefined || !isOn(section, defaultsOf(config, section))) continue;
      for (const reference of lookedUp(section)) {
        const backend = findBackend(config, reference.name);
        const to = backend && modes.get(backend);
        if (to === undefined || !isRefused(from, to, version)) continue;
        const without = backend?.mode ? '' : ', which is what a proxy without "mode" has';
        report({
          at: { path, site: reference.site },
          message: `HAProxy refuses this: "${section.name?.name ?? ''}" is in mode ${from} and "${reference.name}" in mode ${to}${without}. Write the same "mode" in both, or in the defaults that they share.`,
          related: backend
            ? [{ at: { path, site: backend.mode?.site ?? backend.site }, message: `Mode ${to}.`, mirrored: false }]
            : [],
        });
      }
    }
  },
};

/** Of a proxy that is switched off nothing is looked up. */
function isOn({ kind, byKeyword }: HaproxySection, defaults: HaproxySection | undefined): boolean {
  if (kind !== 'frontend' && kind !== 'listen') return false;
  return !byKeyword.has('disabled') && defaults?.byKeyword.has('disabled') !== true;
}

/** A later `default_backend` takes the place of an earlier one. */
function lookedUp({ backends }: HaproxySection): readonly BackendReference[] {
  const last = backends.findLast(({ kind }) => kind === 'default_backend');
  return backends.filter((reference) => reference.known && (reference.kind === 'use_backend' || reference === last));
}

/** The versions from which on there is a mode. */
const modesSince: Table<Version> = table({ tcp: [], http: [], log: [3, 0], spop: [3, 1] });

/** Traffic in TCP mode may become HTTP in the backend, and nothing else. */
function isRefused(from: string, to: string, version: Version): boolean {
  const first = modesSince.get(to);
  const isMode = first !== undefined && compareVersions(version, first) >= 0;
  return isMode && (from === 'http' ? to !== 'http' : from === 'tcp' && to !== 'tcp' && to !== 'http');
}
