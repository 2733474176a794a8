/** No pattern stands for more names, and none is longer. */
const most = 64;
const longest = 500;

/**
 * What a pattern with braces stands for: `conf.d/{a,b}.conf` for two patterns. Undefined where it is longer or stands
 * for more than any real one.
 */
export function withoutBraces(pattern: string): readonly string[] | undefined {
  if (pattern.length > longest) return undefined;
  const done: string[] = [];
  const open = [pattern];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (done.length + open.length >= most) return undefined;
    const group = /\{([^{}]*)\}/.exec(next);
    if (!group) done.push(next);
    else {
      const [whole, inside = ''] = group;
      const before = next.slice(0, group.index);
      const after = next.slice(group.index + whole.length);
      const choices = inside.split(',');
      if (choices.length + open.length >= most) return undefined;
      open.push(...choices.map((choice) => before + choice + after).reverse());
    }
  }
  return done;
}

/** Whether a name is written as a pattern, which may well match nothing. */
export function isGlob(pattern: string): boolean {
  return /[*?[{]/.test(pattern);
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
