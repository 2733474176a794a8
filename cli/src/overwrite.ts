import type { StdioOptions } from 'node:child_process';
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Job {
  readonly oldHash: string;
  readonly newHash: string;
}

/** How the process that writes ends. */
const exit = { done: 0, incomplete: 10, changed: 11, failed: 12 } as const;

/**
 * Writes new content into a file, which stays the same file: all its names, rights and attributes. Returns why it could
 * not; the old content is there then. `inode` is what the path must still lead to.
 *
 * Such a write is several steps, and whoever is killed between them leaves half of each content. So it is done by a
 * process of its own that nobody kills along with us, and that does not begin before it has all of it.
 */
export function overwrite(path: string, inode: bigint, before: Buffer, after: Buffer): string | undefined {
  const { spawnSync }: typeof import('node:child_process') = createRequire(__filename)('node:child_process');
  const { createHash }: typeof import('node:crypto') = createRequire(__filename)('node:crypto');
  const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const job: Job = { oldHash: hashOf(before), newHash: hashOf(after) };
  const file = openSync(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
  try {
    if (fstatSync(file, { bigint: true }).ino !== inode) return 'it has changed meanwhile';
    const code = `process.exitCode = (${write})(require, ${JSON.stringify(job)}, ${JSON.stringify(exit)})`;
    const stdio: StdioOptions = ['pipe', 'ignore', 'pipe', file];
    const options = {
      input: after,
      stdio,
      // A session of its own: neither Ctrl-C nor the end of our group reaches it.
      detached: true,
      windowsHide: true,
      env: { ...process.env, NODE_OPTIONS: '' },
    };
    const { status, error, stderr } = spawnSync(process.execPath, ['-e', code], options);
    if (status === exit.done) return undefined;
    if (status === exit.changed) return 'it has changed meanwhile';
    return `it cannot be written: ${error?.message ?? stderr.toString().trim().split('\n').at(-1)}`;
  } finally {
    closeSync(file);
  }
}

/**
 * The other process: the file is descriptor 3, its new content the standard input. Handed over as text, so it must not
 * use a name from outside.
 */
function write(load: NodeJS.Require, job: Job, ends: typeof exit): number {
  const { fsyncSync, fstatSync, ftruncateSync, readFileSync, readSync, writeSync }: typeof import('node:fs') =
    load('node:fs');
  const { createHash }: typeof import('node:crypto') = load('node:crypto');
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  const file = 3;
  const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const after = readFileSync(0);
  // Who sends it was killed while doing so.
  if (hashOf(after) !== job.newHash) return ends.incomplete;
  const before = Buffer.alloc(fstatSync(file).size);
  for (let at = 0; at < before.length; ) {
    const count = readSync(file, before, at, before.length - at, at);
    if (count === 0) break;
    at += count;
  }
  if (hashOf(before) !== job.oldHash) return ends.changed;
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) same++;
  /** From the first difference on: mostly it is one step then. */
  const put = (content: Buffer): void => {
    for (let at = same; at < content.length; ) at += writeSync(file, content, at, content.length - at, at);
    ftruncateSync(file, content.length);
    fsyncSync(file);
  };
  try {
    put(after);
    return ends.done;
  } catch (error) {
    // The disk is full, say. What was there before has its room.
    put(before);
    process.stderr.write(String(error));
    return ends.failed;
  }
}
