import { type Table, table } from '../../base/table.ts';
import type { HaproxyNameKind } from './name-kind.ts';

/** The keywords that start a section in some supported version. The lexical structure of a file depends on them. */
export const sectionKeywords: ReadonlySet<string> = new Set([
  'acme',
  'backend',
  'cache',
  'crt-store',
  'defaults',
  'dynamic-update',
  'fcgi-app',
  'frontend',
  'global',
  'healthcheck',
  'http-errors',
  'listen',
  'log-forward',
  'log-profile',
  'mailers',
  'peers',
  'program',
  'resolvers',
  'ring',
  'traces',
  'userlist',
]);

/** Sections whose second word is no name. */
const nameless: ReadonlySet<string> = new Set(['dynamic-update', 'global', 'traces']);

const bothSides: readonly HaproxyNameKind[] = ['backend', 'frontend'];

/** What the name of a section declares: `listen` is a backend and a frontend, `global` has none. */
export function namesOfSection(keyword: string): readonly HaproxyNameKind[] {
  if (keyword === 'listen') return bothSides;
  return sectionKeywords.has(keyword) && !nameless.has(keyword) ? [keyword as HaproxyNameKind] : [];
}

/** Sections that came or went with a version: since, and until. */
export const sectionVersions: Table<readonly [since: readonly number[], until?: readonly number[]]> = table({
  acme: [[3, 2]],
  'crt-store': [[3, 0]],
  healthcheck: [[3, 4]],
  'log-forward': [[2, 3]],
  'log-profile': [[3, 1]],
  program: [
    [2, 0],
    [3, 3],
  ],
  traces: [[3, 1]],
});
