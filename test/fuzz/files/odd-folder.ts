import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Dice } from '../../lab/random/dice.ts';

/** Something in a folder. Names may be anything but for `/` and NUL. */
export interface Entry {
  readonly kind: EntryKind;
  readonly path: string;
}

const kinds = {
  pair: (path: string) => {
    writeFileSync(path, path.endsWith('.cfg') ? haproxy : keepalived);
  },
  escapes: (path: string) => {
    const text = path.endsWith('.cfg') ? haproxy : keepalived;
    writeFileSync(path, text.replaceAll('web', '\x1b[31mweb\x07\x9b').replaceAll('VI_1', 'VI\x1b]0;x\x07_1'));
  },
  fifo: (path: string) => {
    execFileSync('mkfifo', [path]);
  },
  'fifo-link': (path: string) => {
    execFileSync('mkfifo', [`${path}.pipe`]);
    symlinkSync(`${path}.pipe`, path);
  },
  zero: (path: string) => symlinkSync('/dev/zero', path),
  random: (path: string) => symlinkSync('/dev/random', path),
  tty: (path: string) => symlinkSync('/dev/tty', path),
  null: (path: string) => symlinkSync('/dev/null', path),
  mem: (path: string) => symlinkSync('/proc/self/mem', path),
  kmsg: (path: string) => symlinkSync('/proc/kmsg', path),
  nowhere: (path: string) => symlinkSync('no such file', path),
  itself: (path: string) => symlinkSync(path, path),
  above: (path: string) => symlinkSync('..', path),
  folder: (path: string) => mkdirSync(path),
  'hard-link': (path: string) => {
    writeFileSync(`${path}.other`, haproxy);
    linkSync(`${path}.other`, path);
  },
  sparse: (path: string) => {
    const file = openSync(path, 'w');
    ftruncateSync(file, 5 * 2 ** 30);
    closeSync(file);
  },
  large: (path: string) => writeFileSync(path, haproxy.repeat(1_000_000)),
  'nul-bytes': (path: string) => writeFileSync(path, `${haproxy}\0\0`),
  latin1: (path: string) => writeFileSync(path, Buffer.from(haproxy.replace('web', 'w\xe9b'), 'latin1')),
  bytes: (path: string) =>
    writeFileSync(path, Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7) % 256))),
  empty: (path: string) => writeFileSync(path, ''),
  secret: (path: string) => {
    writeFileSync(path, haproxy);
    chmodSync(path, 0);
  },
  socket: (path: string) => {
    createServer().listen(path).unref();
  },
  deep: (path: string) => {
    const folder = join(dirname(path), ...Array.from({ length: 80 }, () => 'd'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'haproxy.cfg'), haproxy);
  },
  many: (path: string) => {
    mkdirSync(`${path}.d`);
    for (let index = 0; index < 2000; index++) writeFileSync(join(`${path}.d`, `haproxy${index}.cfg`), haproxy);
  },
  manifest: (path: string) =>
    writeFileSync(join(dirname(path), 'haconf.json'), '{"clusters":{"__proto__":{"nodes":{}}}}'),
} satisfies Record<string, (path: string) => void>;

export type EntryKind = keyof typeof kinds;

const haproxy = `frontend web
    bind 192.0.2.10:80
    option toString
    default_backend app
backend app
    server web1 10.0.0.1:80 check
`;

const keepalived = `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10
    }
}
`;

const nodes = [
  'lb1',
  'lb2',
  '\x1b[31mlb1',
  'a\nb',
  'a b',
  '-x',
  '--fix',
  '__proto__',
  'ü',
  '\u202elb',
  'x'.repeat(200),
];
const names = [
  'haproxy.cfg',
  'keepalived.conf',
  'haproxy-\x1b[2J.cfg',
  'haproxy\n.cfg',
  'keepalived-\u202e.conf',
  '-haproxy.cfg',
];

export function drawEntries(dice: Dice): readonly Entry[] {
  const all = Object.keys(kinds) as EntryKind[];
  const found = new Map<string, Entry>();
  for (let left = dice.between(1, 5); left > 0; left--) {
    const path = join(dice.pick(nodes), dice.pick(names));
    found.set(path, { path, kind: dice.chance(0.3) ? 'pair' : dice.pick(all) });
  }
  return [...found.values()];
}

/** Makes them below a folder. What this system cannot make is left out. */
export function makeEntries(folder: string, entries: readonly Entry[]): void {
  for (const { kind, path } of entries) {
    const whole = join(folder, path);
    try {
      mkdirSync(dirname(whole), { recursive: true });
      kinds[kind](whole);
    } catch {
      // A name that is too long, a kind of file that is not allowed here.
    }
  }
}
