import { knownRange, newestVersion, outsideOfKnown, type Program, writtenVersion } from '#core/base/known-versions.ts';
import { parseVersion } from '#core/base/version.ts';
import type { TargetVersions } from '#core/cluster/versions.ts';
import type { Args } from './args.ts';

/**
 * What is wrong with the value of `--haproxy` or `--keepalived`; undefined for a version such as `2.8` or `2.3.4`.
 *
 * A version outside the known range is refused: a silent guess would check against the rules of another program than
 * the one that runs.
 */
export function versionError(program: Program, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const version = writtenVersion(text);
  if (!version) return `"${text}" is not a version for --${program}: give one such as ${newestVersion(program)}`;
  if (outsideOfKnown(program, version) === undefined) return undefined;
  return `--${program} ${text} is not supported: haconf knows ${knownRange(program)}`;
}

/** The versions that the command line asks for: they count more than what files and manifests say. */
export function versionsIn(args: Args): Partial<TargetVersions> {
  const haproxy = parseVersion(args.value('haproxy') ?? '');
  const keepalived = parseVersion(args.value('keepalived') ?? '');
  return { ...(haproxy && { haproxy }), ...(keepalived && { keepalived }) };
}
