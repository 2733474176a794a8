import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Why none of this can be tried on a system. */
export const noOddFiles: string | undefined =
  process.platform === 'linux' ? undefined : 'named pipes and devices are made as on Linux';

/** A file that is none, by its name, and what is said of it. */
export interface OddFile {
  readonly name: string;
  readonly rule: string;
  readonly message: RegExp;
  make(path: string): unknown;
}

const link =
  (target: string) =>
  (path: string): void =>
    symlinkSync(target, path);

const notRegular = 'haconf/not-a-regular-file';

/** Everything here is named like a configuration. */
export const oddFiles: readonly OddFile[] = [
  { name: 'pipe', rule: notRegular, message: /a named pipe/, make: (path) => execFileSync('mkfifo', [path]) },
  { name: 'link-to-pipe', rule: notRegular, message: /a named pipe/, make: link('haproxy-pipe.cfg') },
  { name: 'random', rule: notRegular, message: /a device/, make: link('/dev/random') },
  { name: 'zero', rule: notRegular, message: /a device/, make: link('/dev/zero') },
  { name: 'tty', rule: notRegular, message: /a device/, make: link('/dev/tty') },
  { name: 'socket', rule: notRegular, message: /a socket/, make: (path) => createServer().listen(path).unref() },
  { name: 'link-to-folder', rule: notRegular, message: /a link to a folder/, make: link('.') },
  {
    name: 'link-loop',
    rule: 'haconf/unreadable-file',
    message: /leads back to itself/,
    make: link('haproxy-link-loop.cfg'),
  },
  { name: 'dead-link', rule: 'haconf/unreadable-file', message: /no such file/, make: link('nowhere') },
  { name: 'memory', rule: 'haconf/unreadable-file', message: /cannot be read/, make: link('/proc/self/mem') },
  {
    name: 'sparse',
    rule: 'haconf/too-large-file',
    message: /5120 MB/,
    make: (path) => {
      writeFileSync(path, '# a dump\n'.repeat(1_000));
      truncateSync(path, 5 * 1024 ** 3);
    },
  },
];

/** Makes all of them in a folder, as `haproxy-NAME.cfg`, beside a folder called `haproxy.cfg` with a file in it. */
export function makeOddFiles(folder: string): void {
  for (const { name, make } of oddFiles) make(join(folder, `haproxy-${name}.cfg`));
  mkdirSync(join(folder, 'haproxy.cfg'));
  writeFileSync(join(folder, 'haproxy.cfg', 'haproxy.cfg'), 'backend b\n    balance nonsense\n');
}
