import { lastingTextCache } from '../base/text-cache.ts';
import { programs } from '../languages/programs.ts';

/** Folder names that say where a file is installed, not which machine it is for. */
const conventional = new Set([
  ...programs.flatMap(({ folders }) => folders),
  'conf',
  'conf.d',
  'config',
  'configs',
  'etc',
  'files',
  'rootfs',
  'sysctl.d',
  'templates',
]);

/** The same for scripts and units, which are installed all over the machine. */
const installed = new Set([
  ...conventional,
  'bin',
  'check',
  'checks',
  'default',
  'lib',
  'libexec',
  'local',
  'sbin',
  'script',
  'scripts',
  'sysconfig',
  'system',
  'systemd',
  'usr',
]);

const ids = programs.map(({ id }) => id).join('|');
const namedAsProgram = new RegExp(`^(?:${ids})$`, 'i');
const programBeforeNumber = new RegExp(`^(?:${ids})(?=\\d)`, 'i');

/** Pieces of a file name that name the program or the kind of file. */
const programPieces = new Set(['cfg', 'conf', 'config', 'sysctl', 'vrrp', ...programs.map(({ id }) => id)]);

/**
 * Reads the machine from a path: the piece of the file name that is not the program's (`keepalived-master.conf`),
 * else the last folder that is not a conventional one (`lb1/etc/keepalived/keepalived.conf`).
 * Returns the path segments that all files of the machine share; the last one names it.
 */
export function nodeKeyOf(path: string): readonly string[] {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  const file = segments.at(-1) ?? '';
  const folders = segments.slice(0, -1);
  // Names below a `.d` folder only order the files (`90-haproxy.conf`).
  const isFragment = /\.d$/i.test(folders.at(-1) ?? '');
  const isOfHost = /\.(?:sh|bash|service)$/i.test(file) || namedAsProgram.test(file);
  if (isOfHost || /\.service\.d$/i.test(folders.at(-1) ?? '')) {
    if (isFragment) folders.pop();
    while (installed.has((folders.at(-1) ?? '').toLowerCase())) folders.pop();
    return folders;
  }
  while (conventional.has((folders.at(-1) ?? '').toLowerCase())) folders.pop();
  const piece = isFragment ? '' : machinePiece(file);
  return piece === '' ? folders : [...folders, piece];
}

/** As many paths as a large workspace has. */
const mostKeys = 50_000;

/** The key of a path's machine as one text. Asked for every file after every edit, so it is remembered. */
export const machineKeyOf: (path: string) => string = lastingTextCache((path) => nodeKeyOf(path).join('/'), mostKeys);

function machinePiece(file: string): string {
  const stem = file.replace(/\.[^.]*$/, '');
  return stem
    .split(/[-_.]/)
    .map((piece) => piece.replace(programBeforeNumber, ''))
    .filter((piece) => piece !== '' && !programPieces.has(piece.toLowerCase()))
    .join('-');
}

/** A path segment as people read it: paths may be URIs, with percent signs. */
export function readableName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
