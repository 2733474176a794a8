import { compareVersions, formatVersion, parseVersion, type Version } from '../base/version.ts';

/** A program whose configuration haconf reads, and the versions of it that haconf speaks of. */
export interface Program {
  /** That of its language, as settings, manifests, comments and the command line write it. */
  readonly id: string;
  /** As people write it. */
  readonly name: string;
  readonly oldest: Version;
  readonly newest: Version;
  /** The one that counts where nobody says another. */
  readonly usual: Version;
  /** Folders of this name say where a file is installed, not which machine it is for. */
  readonly folders: readonly string[];
}

export const haproxyProgram = {
  id: 'haproxy',
  name: 'HAProxy',
  oldest: [2, 2],
  newest: [3, 4],
  usual: [3, 2],
  folders: ['haproxy', 'haproxy.d'],
} as const satisfies Program;

export const keepalivedProgram = {
  id: 'keepalived',
  name: 'keepalived',
  oldest: [2, 0],
  newest: [2, 4],
  usual: [2, 3, 4],
  folders: ['keepalived'],
} as const satisfies Program;

/** All programs, for those who know of no languages. */
export const programs: readonly Program[] = [haproxyProgram, keepalivedProgram];

/** Versions by the ids of their programs. */
export type Versions = ReadonlyMap<string, Version>;

/** The version of a program: the usual one where none is said. */
export function versionOf(versions: Versions, { id, usual }: Program): Version {
  return versions.get(id) ?? usual;
}

/** The newest version of a program that haconf knows: `3.4`. */
export function newestVersion({ newest }: Program): string {
  return formatVersion(newest);
}

/** A version as people give it, such as `2.8` or `2.3.4`; undefined for any other text. */
export function writtenVersion(text: string): Version | undefined {
  return /^\d+\.\d+(?:\.\d+)?$/.test(text) ? parseVersion(text) : undefined;
}

/** The versions of a program that haconf knows: `2.2 to 3.4`. */
export function knownRange({ oldest, newest }: Program): string {
  return `${formatVersion(oldest)} to ${formatVersion(newest)}`;
}

/** `haconf knows HAProxy 2.2 to 3.4, not 1.8`; undefined for a version that is known. */
export function outsideOfKnown(program: Program, version: Version): string | undefined {
  const minor = version.slice(0, 2);
  if (compareVersions(minor, program.oldest) >= 0 && compareVersions(minor, program.newest) <= 0) return undefined;
  return `haconf knows ${program.name} ${knownRange(program)}, not ${formatVersion(version)}`;
}
