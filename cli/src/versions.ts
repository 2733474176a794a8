import { compareVersions, formatVersion, parseVersion } from '#core/base/version.ts';
import type { TargetVersions } from '#core/cluster/versions.ts';
import type { Args } from './args.ts';

/** The programs and the versions of them that haconf speaks of, oldest and newest. */
const known = {
  haproxy: { oldest: [2, 2], newest: [3, 4] },
  keepalived: { oldest: [2, 0], newest: [2, 4] },
} as const;

/**
 * What is wrong with the value of `--haproxy` or `--keepalived`; undefined for a version such as `2.8` or `2.3.4`.
 *
 * A version outside the known range is refused: a silent guess would check against the rules of another program than
 * the one that runs.
 */
export function versionError(program: keyof typeof known, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const { oldest, newest } = known[program];
  const version = /^\d+\.\d+(?:\.\d+)?$/.test(text) ? parseVersion(text) : undefined;
  if (!version) return `"${text}" is not a version for --${program}: give one such as ${formatVersion(newest)}`;
  const minor = version.slice(0, 2);
  if (compareVersions(minor, oldest) >= 0 && compareVersions(minor, newest) <= 0) return undefined;
  return `--${program} ${text} is not supported: haconf knows ${formatVersion(oldest)} to ${formatVersion(newest)}`;
}

/** The versions that the command line asks for: they count more than what files and manifests say. */
export function versionsIn(args: Args): Partial<TargetVersions> {
  const haproxy = parseVersion(args.value('haproxy') ?? '');
  const keepalived = parseVersion(args.value('keepalived') ?? '');
  return { ...(haproxy && { haproxy }), ...(keepalived && { keepalived }) };
}
