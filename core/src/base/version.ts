/** A program's version such as `3.2` or `2.3.4`: its numbers, most significant first. */
export type Version = readonly number[];

/** Reads the leading `digits(.digits)*` of a text; undefined when there are none. */
export function parseVersion(text: string): Version | undefined {
  const match = /^\d+(?:\.\d+)*/.exec(text.trim());
  return match ? match[0].split('.').map(Number) : undefined;
}

/** Negative when `a` is older than `b`; a missing number counts as 0, so 2.3 equals 2.3.0. */
export function compareVersions(a: Version, b: Version): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function formatVersion(version: Version): string {
  return version.join('.');
}
