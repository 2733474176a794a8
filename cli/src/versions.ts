import { parseVersion, type Version } from '#core/base/version.ts';
import { programsOf } from '#core/languages/languages.ts';
import {
  knownRange,
  newestVersion,
  outsideOfKnown,
  type Program,
  type Versions,
  writtenVersion,
} from '#core/languages/programs.ts';
import type { Args } from './args.ts';

/**
 * What is wrong with the value of `--haproxy` or `--keepalived`; undefined for a version such as `2.8` or `2.3.4`.
 *
 * A version outside the known range is refused: a silent guess would check against the rules of another program than
 * the one that runs.
 */
export function versionError(program: Program, text: string | undefined): string | undefined {
  const { id } = program;
  if (text === undefined) return undefined;
  const version = writtenVersion(text);
  if (!version) return `"${text}" is not a version for --${id}: give one such as ${newestVersion(program)}`;
  if (outsideOfKnown(program, version) === undefined) return undefined;
  return `--${id} ${text} is not supported: haconf knows ${knownRange(program)}`;
}

/** The versions that the command line asks for: they count more than what files and manifests say. */
export function versionsIn(args: Args): Versions {
  const found = new Map<string, Version>();
  for (const { id } of programsOf()) {
    const version = parseVersion(args.value(id) ?? '');
    if (version) found.set(id, version);
  }
  return found;
}
