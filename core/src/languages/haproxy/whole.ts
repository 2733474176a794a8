import type { HaproxyConfig } from './config.ts';
import { overviewOf, sharedOverviewOf } from './overview.ts';

/** A file with the place that it has, whose name tells whether it is a main one. */
interface PlacedConfig {
  readonly path: string;
  readonly config: HaproxyConfig;
}

/**
 * Whether nothing is loaded but these files: one has a global section, as a configuration does, or the file is one that
 * has all the rest.
 */
export function isComplete(file: PlacedConfig, together: readonly HaproxyConfig[]): boolean {
  return sharedOverviewOf(together).hasGlobal || standsAlone(file, together);
}

/**
 * Whether a file without a global section is a whole configuration: the only one of its machine, called as HAProxy's
 * main file is, with defaults, with a listener and with servers.
 */
export function standsAlone({ path, config }: PlacedConfig, together: readonly HaproxyConfig[]): boolean {
  if (together.length !== 1 || !mainFile.test(path) || fragment.test(path)) return false;
  const { hasListener, hasConditions, hasGlobal } = overviewOf(config);
  if (hasGlobal || !hasListener || hasConditions) return false;
  const has = (wanted: (section: HaproxyConfig['sections'][number]) => boolean): boolean =>
    config.sections.some(wanted);
  return has(({ kind }) => kind === 'defaults') && has(({ servers }) => servers.length > 0);
}

const mainFile = /(?:^|\/)haproxy\.(?:cfg|conf)$/;

/** Folders whose files are read together, or put in one behind another. */
const fragment = /(?:\.d|parts?|fragments?|snippets?|sections?|includes?|available|enabled)\/[^/]*$/;
