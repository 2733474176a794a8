import { compareVersions, type Version } from '../../base/version.ts';
import type { KeepalivedConfig, VrrpScript } from '../../languages/keepalived/config.ts';
import { electionSettings } from '../../languages/keepalived/tracking.ts';
import { second } from './timers.ts';

/** What a simulated machine has that its checks look at. */
export interface CheckWorld {
  /** Files in the node's folder by name. */
  readonly files: ReadonlyMap<string, string>;
  /** Checks that a scenario made fail by name. */
  readonly failing: ReadonlySet<string>;
  readonly haproxyUp: boolean;
  /** `%D%` of the node. */
  readonly folder: string;
}

/** A script that keepalived runs, with its schedule in microseconds. */
export interface Check {
  readonly name: string;
  readonly interval: number;
  readonly timeout: number;
  readonly rise: number;
  readonly fall: number;
  /** Whether a run at this moment succeeds. */
  readonly succeeds: (world: CheckWorld) => boolean;
  /** A failing run hangs until its timeout. */
  readonly hangs: boolean;
}

/** The scripts of a configuration that keepalived would run; those that it drops at its start are left out. */
export function checksOfConfig(config: KeepalivedConfig, version: Version, world: CheckWorld): Check[] {
  return config.scripts
    .filter((script) => !isDropped(script, config, version, world))
    .map((script) => checkOf(script, version, world));
}

function checkOf(script: VrrpScript, version: Version, world: CheckWorld): Check {
  const decimals = compareVersions(version, [2, 3, 2]) >= 0;
  const seconds = (value: number | undefined, otherwise: number): number =>
    value === undefined || (!decimals && !Number.isInteger(value)) ? otherwise : Math.max(value, 0.001);
  const interval = seconds(script.interval?.value, 1) * second;
  const text = fileOf(script, world);
  return {
    name: script.name,
    interval,
    timeout: script.timeout ? seconds(script.timeout.value, 1) * second : interval,
    rise: Math.max(1, script.rise?.value ?? 1),
    fall: Math.max(1, script.fall?.value ?? 1),
    succeeds: (now) => !now.failing.has(script.name) && succeeds(script.command?.value ?? '', now),
    hangs: text !== undefined && /\bsleep\b/.test(text),
  };
}

/** The script's own file, when it is one of the node's. */
function fileOf(script: VrrpScript, world: CheckWorld): string | undefined {
  const program = (script.command?.value ?? '').split(/\s+/)[0] ?? '';
  return program.startsWith(`${world.folder}/`) ? world.files.get(program.slice(world.folder.length + 1)) : undefined;
}

/** keepalived goes on without a script that it cannot run (upstream notify.c, check_script_secure). */
function isDropped(script: VrrpScript, config: KeepalivedConfig, version: Version, world: CheckWorld): boolean {
  const program = (script.command?.value ?? '').split(/\s+/)[0] ?? '';
  if (program === '' || program.startsWith('/no/')) return true;
  if (program.startsWith(`${world.folder}/`)) {
    const text = fileOf(script, world);
    if (text === undefined || !text.startsWith('#!')) return true;
  }
  // /bin and /sbin are symbolic links on every current system, which 2.3.0 and later call insecure for root.
  if (compareVersions(version, [2, 3, 0]) >= 0 && /^\/s?bin\//.test(program)) return true;
  return electionSettings(config).unknownUser(script.name);
}

/**
 * Whether a command would succeed. A test for a file is one; anything that is plainly a shell's line fails, because
 * keepalived has none; `false` fails; everything else is taken to succeed until a scenario says otherwise.
 */
function succeeds(command: string, world: CheckWorld): boolean {
  const words = command.split(/\s+/).filter((word) => word !== '');
  const program = words[0]?.replace(/^.*\//, '') ?? '';
  if (program === 'false') return false;
  if (program === 'test' || program === '[') {
    const [, option = '', path = '', ...rest] = words;
    if (rest.some((word) => word !== ']')) return false;
    return option === '-e' || option === '-f' ? world.files.has(relative(path, world)) : true;
  }
  if (/haproxy/.test(command) && !world.haproxyUp) return false;
  const text = world.files.get(relative(words[0] ?? '', world));
  return text === undefined ? true : scriptSucceeds(text, world);
}

/** The little of a script's text that can be judged: which file of the node it looks for, and a plain exit. */
function scriptSucceeds(text: string, world: CheckWorld): boolean {
  const exit = /^exit (\d+)\s*$/m.exec(text);
  const looksFor = fileLookedFor(text);
  if (looksFor !== undefined) return world.files.has(looksFor);
  return exit?.[1] === undefined || exit[1] === '0';
}

/** The name of the file in the first `[ -e PATH ]`. */
function fileLookedFor(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const start = line.indexOf('[ -e ');
    const end = start < 0 ? -1 : line.indexOf(' ]', start + 5);
    if (end < 0) continue;
    const name = line.slice(Math.max(start + 5, line.lastIndexOf('/', end) + 1), end);
    if (/^[\w.-]+$/.test(name)) return name;
  }
  return undefined;
}

function relative(path: string, world: CheckWorld): string {
  return path.startsWith(`${world.folder}/`) ? path.slice(world.folder.length + 1) : path;
}
