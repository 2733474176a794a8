import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunResult, run } from '../support/run.ts';
import type { Program } from './programs.ts';

export interface HaproxyVerdict {
  /** Null when a signal or the time limit ended HAProxy. */
  readonly exitCode: number | null;
  /** In HAProxy's order; without its banner and its closing count of errors. */
  readonly messages: readonly HaproxyMessage[];
  /** HAProxy finds no error. A text without a listener is accepted too, though HAProxy would have nothing to start. */
  readonly accepted: boolean;
}

export interface HaproxyMessage {
  readonly severity: 'alert' | 'warning' | 'notice';
  /** `environment`: a file, user or host name that this machine lacks, which says nothing of the text. */
  readonly about: 'text' | 'environment';
  /** 1-based line of the text that the message is about, where HAProxy says one. */
  readonly line?: number;
  readonly text: string;
}

/**
 * What a real HAProxy says of the text of a haproxy.cfg.
 *
 * Files, users and hosts that the text names are looked up on this machine, and HAProxy stops early at one that is
 * missing: with such a message, `accepted` is no verdict on the text.
 */
export async function haproxyVerdict(program: Program, text: string): Promise<HaproxyVerdict> {
  const folder = await mkdtemp(join(tmpdir(), 'haconf-haproxy-'));
  try {
    const file = join(folder, 'haproxy.cfg');
    await writeFile(file, text);
    const result = await run(program.path, ['-c', '-f', file], { timeoutMs: 20_000, cwd: folder });
    return readHaproxyVerdict(result, file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads what `haproxy -c` of versions 2.2 to 3.4 wrote about `file`. */
export function readHaproxyVerdict(result: Pick<RunResult, 'exitCode' | 'stderr'>, file: string): HaproxyVerdict {
  const nothingToStart = 2;
  const accepted = result.exitCode === 0 || result.exitCode === nothingToStart;
  const messages = split(result.stderr)
    .filter(({ text }) => !isBanner(text))
    .map(({ severity, text }) => locate(severity, text, file));
  return { exitCode: result.exitCode, messages, accepted };
}

interface RawMessage {
  readonly severity: HaproxyMessage['severity'];
  readonly text: string;
}

/** Up to 2.3 the severity is followed by the day of the year and the time; later ones name the subsystem instead. */
const head = /^\[(ALERT|WARNING|NOTICE)\]\s+(?:\d+\/\d+ )?\(\d+\) : (?:config ?: )?(.*)$/;

function split(stderr: string): RawMessage[] {
  const messages: RawMessage[] = [];
  for (const line of stderr.split('\n')) {
    const match = head.exec(line);
    const last = messages.at(-1);
    if (match?.[1] !== undefined) {
      messages.push({ severity: match[1].toLowerCase() as RawMessage['severity'], text: match[2] ?? '' });
    } else if (last !== undefined && /^\s/.test(line)) {
      // Long messages go on in lines of their own, marked with a bar.
      messages[messages.length - 1] = { ...last, text: `${last.text}\n${line.replace(/^\s+\|? ?/, '')}` };
    }
  }
  return messages;
}

function isBanner(text: string): boolean {
  return /^(haproxy version is|path to executable is|Error\(s\) found in configuration file|Fatal errors found)/.test(
    text,
  );
}

/**
 * Finds the line that the message is about. HAProxy names it in brackets, at the start or further on, or in parentheses
 * behind the proxy's name; a bare `FILE:LINE` is another place that it refers to.
 */
function locate(severity: HaproxyMessage['severity'], raw: string, file: string): HaproxyMessage {
  const places = [`[${file}:`, `(${file}:`, `file '${file}' at line `];
  const place = places.find((each) => raw.includes(each));
  const line = place === undefined ? undefined : Number.parseInt(raw.slice(raw.indexOf(place) + place.length), 10);
  const bracket = line === undefined ? '' : `[${file}:${line}]`;
  const start = raw.replace(/^parsing /i, '');
  const isFirst = bracket !== '' && start.startsWith(bracket);
  const text = (isFirst ? start.slice(bracket.length).replace(/^\s*:?\s*/, '') : raw).replaceAll(file, 'haproxy.cfg');
  const about = environment.test(text) ? 'environment' : 'text';
  return line === undefined ? { severity, about, text } : { severity, about, line, text };
}

const environment =
  /could not resolve address|Failed to initialize server\(s\) addr|No such file or directory|unable to (stat|load|open)|failed to open|[Cc](annot|an't|ould not) (open|find (user|group))|Didn't find any certificate/;
