/** No pattern stands for more names, and none is longer. */
const most = 64;
const longest = 500;

/** What a pattern with braces stands for: `conf.d/{a,b}.conf` for two patterns. */
export function withoutBraces(pattern: string): readonly string[] {
  const done: string[] = [];
  const open = [pattern.slice(0, longest)];
  for (let next = open.shift(); next !== undefined && done.length + open.length < most; next = open.shift()) {
    const group = /\{([^{}]*)\}/.exec(next);
    if (!group) done.push(next);
    else {
      const [whole, inside = ''] = group;
      const before = next.slice(0, group.index);
      const after = next.slice(group.index + whole.length);
      open.push(...inside.split(',').map((choice) => before + choice + after));
    }
  }
  return done;
}

/** Whether a name is written as a pattern, which may well match nothing. */
export function isGlob(pattern: string): boolean {
  return /[*?[{]/.test(pattern);
}

/** What a pattern of the shell matches, path by path: `*` and `?` stop at a slash. */
export function globMatcher(pattern: string): (path: string) => boolean {
  if (!/[*?[]/.test(pattern)) return (path) => path === pattern;
  const source = pattern.replace(/\[!?[^\]/]+\]|\*+|./gs, (part) => {
    if (part.startsWith('*')) return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 1) return part.replace(/\\/g, '\\\\').replace(/^\[!/, '[^');
    return part.replace(/[.+^${}()|[\]\\/]/g, '\\$&');
  });
  // More stars than any real pattern has could be made to take for ever.
  if ((source.match(/\*/g)?.length ?? 0) > 8) return () => false;
  try {
    const expression = new RegExp(`^${source}$`);
    return (path) => path.length < 4096 && expression.test(path);
  } catch {
    return () => false;
  }
}

/** The path of a name as seen from a folder (`''` or ending in `/`), with `.` and `..` taken away. */
export function resolveFrom(folder: string, name: string): string {
  const segments = folder.split('/').slice(0, -1);
  for (const segment of name.split('/')) {
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

/** The folder of a path with its `/`; '' for a bare name. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
