import { spawnSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A real program that judges configurations. */
export interface Program {
  readonly path: string;
  /** What it reports of itself, such as `2.6.12`, without the distribution's suffix. */
  readonly version: string;
}

export interface Programs {
  readonly haproxy: readonly Program[];
  readonly keepalived: readonly Program[];
}

type ProgramName = keyof Programs;

/**
 * The real programs of this machine, the oldest version first and each version once.
 *
 * They are those that `install.sh` put side by side (`$ORACLES`, or its default folder) and the installed ones.
 */
export function findPrograms(): Programs {
  found ??= { haproxy: find('haproxy'), keepalived: find('keepalived') };
  return found;
}

let found: Programs | undefined;

/** Why there is nothing to ask; undefined when there is at least one HAProxy and one keepalived. */
export function oracleMissing(): string | undefined {
  const programs = findPrograms();
  const absent = (['haproxy', 'keepalived'] as const).filter((name) => programs[name].length === 0);
  return absent.length === 0 ? undefined : `there is no program ${absent.join(' and no ')}`;
}

function find(name: ProgramName): Program[] {
  const byVersion = new Map<string, Program>();
  for (const path of candidates(name)) {
    const version = versionOf(path);
    if (version !== undefined && !byVersion.has(version)) byVersion.set(version, { path, version });
  }
  return [...byVersion.values()].sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
}

function candidates(name: ProgramName): string[] {
  const oracles = join(oraclesFolder(), 'bin');
  const sideBySide = filesIn(oracles)
    .filter((file) => file.startsWith(`${name}-`))
    .map((file) => join(oracles, file));
  // Both are administrators' programs, and the PATH of others lacks these folders.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/sbin', '/usr/local/sbin'];
  return [...sideBySide, ...folders.map((folder) => join(folder, name))].filter(isExecutable);
}

function oraclesFolder(): string {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return process.env['ORACLES'] || join(cache, 'haconf-oracles');
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Undefined for a program that does not start here, such as one of another architecture. */
function versionOf(path: string): string | undefined {
  const result = spawnSync(path, ['-v'], { encoding: 'utf8', timeout: 10_000 });
  const said = `${result.stdout ?? ''}${result.stderr ?? ''}`;
  return /^(?:HA-?Proxy version |Keepalived v)(\d+(?:\.\d+)+)/m.exec(said)?.[1];
}
