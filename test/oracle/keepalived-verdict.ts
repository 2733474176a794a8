import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeNamespaces } from '../lab/clean.ts';
import { newOwnedName } from '../lab/owner.ts';
import { type RunResult, run, runOrThrow } from '../support/run.ts';
import type { Program } from './programs.ts';

export interface KeepalivedVerdict {
  /** Null when a signal or the time limit ended keepalived. */
  readonly exitCode: number | null;
  /** Ended by a signal or the time limit: this version has a fault of its own with the text. */
  readonly crashed: boolean;
  /** What is wrong with the text, each message once. */
  readonly messages: readonly KeepalivedMessage[];
  /** What this machine lacks or has: it says nothing of the text. */
  readonly environment: readonly KeepalivedMessage[];
  /** keepalived finds nothing wrong with the text. The daemon starts with many texts that are not accepted. */
  readonly accepted: boolean;
}

export interface KeepalivedMessage {
  readonly about: 'text' | 'interface' | 'user' | 'script' | 'security' | 'system';
  /** 1-based line of the text, where keepalived says one. */
  readonly line?: number;
  readonly text: string;
}

export interface KeepalivedOptions {
  /** Names of the interfaces that the host has; default: all that the text names. */
  readonly interfaces?: readonly string[];
  /** More command line arguments, such as `-i` and a configuration id. */
  readonly args?: readonly string[];
  /** Milliseconds; some versions hang on some texts. Default 10 000. */
  readonly timeoutMs?: number;
}

/**
 * What a real keepalived says of the text of a keepalived.conf.
 *
 * As root it runs in a network namespace that has the interfaces. Others get complaints about those, apart.
 */
export async function keepalivedVerdict(
  program: Program,
  text: string,
  options: KeepalivedOptions = {},
): Promise<KeepalivedVerdict> {
  const folder = await mkdtemp(join(tmpdir(), 'haconf-keepalived-'));
  const namespace = process.getuid?.() === 0 ? newOwnedName() : undefined;
  try {
    const file = join(folder, 'keepalived.conf');
    await writeFile(file, text);
    if (namespace !== undefined) await createHost(namespace, options.interfaces ?? interfacesIn(text));
    const command = [program.path, '-t', '-f', file, ...(options.args ?? [])];
    const [first = '', ...rest] = namespace === undefined ? command : ['ip', 'netns', 'exec', namespace, ...command];
    const result = await run(first, rest, { timeoutMs: options.timeoutMs ?? 10_000, cwd: folder });
    return readKeepalivedVerdict(result, file, text);
  } finally {
    if (namespace !== undefined) await removeNamespaces([namespace]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads what `keepalived -t` of versions 2.1 to 2.4 wrote about `file`, which holds `text`. */
export function readKeepalivedVerdict(
  result: Pick<RunResult, 'exitCode' | 'stderr' | 'timedOut'>,
  file: string,
  text: string,
): KeepalivedVerdict {
  // Each of its processes reads the text and repeats the messages.
  const said = [...new Set(result.stderr.split('\n').map((line) => line.trim()))].filter(Boolean);
  const read = said.map((line) => readMessage(line, file));
  const removed = removedScripts(read, text);
  const all = read.map((message) => {
    const missing = /track script (\S+) not found/.exec(message.text)?.[1];
    return missing !== undefined && removed.has(missing) ? { ...message, about: 'user' as const } : message;
  });
  const messages = all.filter((message) => message.about === 'text');
  const environment = all.filter((message) => message.about !== 'text');
  const { exitCode } = result;
  const bySignal = exitCode === null || exitCode >= 128;
  // 2.1 ends with 0 after most complaints, later ones with other codes after complaints about the machine alone.
  const accepted = messages.length === 0 && !bySignal && (exitCode === 0 || environment.length > 0);
  return { exitCode, crashed: bySignal || result.timedOut, messages, environment, accepted };
}

/** The interfaces that the text names: keepalived complains about each that the host lacks. */
export function interfacesIn(text: string): string[] {
  const plain = text.replace(/[#!].*$/gm, '');
  const named = plain.matchAll(/(?:^|[\s{])(?:\w*interface|dev|use_vmac_base|vrf)\s+([^\s{}]+)/g);
  const tracked = [...plain.matchAll(/track_interface\s*\{([^}]*)\}/g)].flatMap((block) =>
    (block[1] ?? '').split('\n').map((line) => line.trim().split(/\s+/)[0] ?? ''),
  );
  const names = [...[...named].map((match) => match[1] ?? ''), ...tracked];
  return [...new Set(names)].filter((name) => /^[A-Za-z][^\s/:"$]{0,14}$/.test(name) && name !== 'lo');
}

async function createHost(namespace: string, interfaces: readonly string[]): Promise<void> {
  await runOrThrow('ip', ['netns', 'add', namespace]);
  // Not every kernel has dummy interfaces, but one with network namespaces has pairs.
  const links = interfaces.flatMap((name, index) => [
    `link add ${name} type veth peer name far.${index}`,
    `link set far.${index} up`,
    `link set ${name} up`,
  ]);
  await runOrThrow('ip', ['-n', namespace, '-batch', '-'], `${['link set lo up', ...links].join('\n')}\n`);
}

/** Tracked scripts that keepalived dropped because their user is not here: it then complains that they are not found. */
function removedScripts(messages: readonly KeepalivedMessage[], text: string): Set<string> {
  const lines = text.split('\n');
  const names = messages.flatMap(({ about, line }) => {
    if (about !== 'user' || line === undefined) return [];
    const head = lines.slice(0, line).findLast((each) => /^\s*vrrp_script\s/.test(each));
    return head?.match(/vrrp_script\s+"?([^\s"{]+)/)?.[1] ?? [];
  });
  return new Set(names);
}

function readMessage(line: string, file: string): KeepalivedMessage {
  const match = /^\((?:(.*): )?Line (\d+)\) (.*)$/.exec(line);
  // Without a file it is the first one.
  const isHere = match !== null && (match[1] === undefined || match[1] === file);
  const text = (match?.[3] ?? line).replaceAll(file, 'keepalived.conf');
  const about = subjects.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';
  return isHere ? { about, line: Number(match[2]), text } : { about, text };
}

/** Messages that depend on the machine. The order matters: one about a script's user is about the user. */
const subjects: readonly (readonly [Exclude<KeepalivedMessage['about'], 'text'>, RegExp])[] = [
  [
    'interface',
    /interface .*(doesn't|does not) (currently )?exist|Non-existent interface|Unknown interface!|no interface for|interface \S+ is down|no IPv\d address for interface|Unable to find base interface/,
  ],
  [
    'user',
    /set (uid\/gid|uid:gid|default user)|setting global script uid\/gid|(script )?(user|group) '.*' does not exist|Unable to resolve .*(user|group)|Invalid user\/group|No user specified for/i,
  ],
  ['security', /SECURITY VIOLATION|Unsafe permissions|due to insecure|is insecure/],
  [
    'script',
    /not found\/accessible|Cannot find script|Unable to access script|[Ss]cript .* cannot be accessed|is not executable|Permissions failure for script|script .* in path - disabling/,
  ],
  [
    'system',
    /\bIPVS\b.*(error|initiali[sz]e|namespace)|ipvs.*not (available|supported)|not supported by kernel|netlink|Netlink|\bMIB\b|sysctl|DBus file|build config options file|Unable to load .*(library|module)|errno \d+/,
  ],
];
