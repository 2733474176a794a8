import { compareVersions, formatVersion, parseVersion, type Version } from './version.ts';

export type Program = 'haproxy' | 'keepalived';

interface Known {
  readonly name: string;
  readonly oldest: Version;
  readonly newest: Version;
}

/** The programs and the versions of them that haconf speaks of. */
const known: Readonly<Record<Program, Known>> = {
  haproxy: { name: 'HAProxy', oldest: [2, 2], newest: [3, 4] },
  keepalived: { name: 'keepalived', oldest: [2, 0], newest: [2, 4] },
};

/** The newest version of a program that haconf knows: `3.4`. */
export function newestVersion(program: Program): string {
  return formatVersion(known[program].newest);
}

/** A version as people give it, such as `2.8` or `2.3.4`; undefined for any other text. */
export function writtenVersion(text: string): Version | undefined {
  return /^\d+\.\d+(?:\.\d+)?$/.test(text) ? parseVersion(text) : undefined;
}

/** The versions of a program that haconf knows: `2.2 to 3.4`. */
export function knownRange(program: Program): string {
  const { oldest, newest } = known[program];
  return `${formatVersion(oldest)} to ${formatVersion(newest)}`;
}

/** `haconf knows HAProxy 2.2 to 3.4, not 1.8`; undefined for a version that is known. */
export function outsideOfKnown(program: Program, version: Version): string | undefined {
  const { name, oldest, newest } = known[program];
  const minor = version.slice(0, 2);
  if (compareVersions(minor, oldest) >= 0 && compareVersions(minor, newest) <= 0) return undefined;
  return `haconf knows ${name} ${knownRange(program)}, not ${formatVersion(version)}`;
}
