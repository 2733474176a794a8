import type { Severity } from './finding.ts';

/** What a real program says of a file. */
export interface ProgramMessage {
  /** From 1; absent where the program names no line. */
  readonly line?: number;
  /** `information`: a file, user or interface that the machine of the check lacks, which says nothing of the text. */
  readonly severity: Exclude<Severity, 'hint'>;
  readonly text: string;
}

/** Reads what `haproxy -c` (2.2 to 3.4) or `keepalived -t` (2.0 to 2.4) wrote, whatever the file was called there. */
export function readProgramOutput(program: 'haproxy' | 'keepalived', output: string): readonly ProgramMessage[] {
  // Generous: a program in a loop must not fill an editor.
  const lines = output.slice(0, 500_000).split('\n', 2000).map(readable);
  const messages = program === 'haproxy' ? haproxyMessages(lines) : lines.flatMap(keepalivedMessage);
  const known = new Set<string>();
  return messages.filter(({ line, text }) => {
    const key = `${line} ${text}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** No message is longer. What looks through one need not be quick on endless lines then. */
const longestMessage = 2000;

function readable(raw: string): string {
  const line = raw.trimEnd();
  return printable(line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line);
}

/** Colours and the like, as programs write them for a terminal: ESC [ … letter, and ESC ] … BEL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const terminalCommand = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
/** All that is no visible text in one line: other control characters, and marks that change the direction of text. */
const invisible = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A text of another program as one line that is harmless wherever it is shown. */
export function printable(text: string): string {
  return text
    .replace(terminalCommand, '')
    .replaceAll('\t', ' ')
    .replace(invisible, (mark) => `\\u{${mark.codePointAt(0)?.toString(16)}}`);
}

/** Up to 2.3 the day of the year and the time follow the severity; later versions name the subsystem instead. */
const haproxyHead = /^\[(ALERT|WARNING|NOTICE)\]\s+(?:\d+\/\d+ )?\(\d+\) : (?:config ?: )?(.*)$/;
const haproxyBanner =
  /^(?:haproxy version is|path to executable is|Error\(s\) found in configuration file|Fatal errors found|New worker|Loading )/;
const haproxyPlace = /\[(?:[^[\]\n]*):(\d+)\]|\((?:[^()\n]*):(\d+)\)|file '[^']*' at line (\d+)/;
const haproxyMachine =
  /could not resolve address|Failed to initialize server\(s\) addr|No such file or directory|unable to (?:stat|load|open)|failed to open|[Cc](?:annot|an't|ould not) (?:open|find (?:user|group))|Didn't find any certificate/;

function haproxyMessages(lines: readonly string[]): ProgramMessage[] {
  const found: { kind: string; text: string }[] = [];
  for (const line of lines) {
    const match = haproxyHead.exec(line);
    const last = found.at(-1);
    if (match) found.push({ kind: match[1] ?? '', text: match[2] ?? '' });
    // Long messages go on in lines of their own, marked with a bar.
    else if (last && /^\s/.test(line) && last.text.length < longestMessage)
      last.text += ` ${line.replace(/^\s+\|? ?/, '').trim()}`;
  }
  return found.flatMap(({ kind, text: raw }): ProgramMessage[] => {
    if (kind === 'NOTICE' || haproxyBanner.test(raw)) return [];
    const place = haproxyPlace.exec(raw);
    const line = Number(place?.[1] ?? place?.[2] ?? place?.[3]);
    const text = raw.replace(/^[Pp]arsing \[[^\]]*\]\s*:?\s*/, '').trim();
    const severity = haproxyMachine.test(raw) ? 'information' : kind === 'ALERT' ? 'error' : 'warning';
    return [{ severity, text, ...(line > 0 && { line }) }];
  });
}

const keepalivedMachine =
  /interface .*(?:doesn't|does not)|Non-existent interface|Unknown interface|no interface for|no IPv\d address for|Unable to find base|[Uu]ser|SECURITY VIOLATION|insecure|not found\/accessible|[Ss]cript .*(?:accessed|executable|disabling)|Unable to access script|IPVS|[Nn]etlink|sysctl|errno|Unable to load/;

/** keepalived has no severities: what it says of the text makes its check fail, though the daemon starts with most of it. */
function keepalivedMessage(line: string): ProgramMessage[] {
  const said = line.trim();
  const place = keepalivedPlaceIn(said);
  const text = place?.text ?? said;
  if (text === '') return [];
  const isMachine = keepalivedMachine.test(text);
  return [{ severity: isMachine ? 'information' : 'error', text, ...(place && { line: place.line }) }];
}

/** `(file: Line 3) text`, at the start or behind the name of a process, as a system's log writes it. */
function keepalivedPlaceIn(said: string): { readonly line: number; readonly text: string } | undefined {
  const places = [...said.matchAll(/\((?:[^()]*: )?Line (\d+)\) /g)];
  const place =
    places.findLast(({ index }) => isBehindProcess(said, index)) ?? (places[0]?.index === 0 ? places[0] : undefined);
  return place && { line: Number(place[1]), text: said.slice(place.index + place[0].length) };
}

/** Whether a word such as `keepalived[12]: ` stands right before. */
function isBehindProcess(said: string, index: number): boolean {
  if (!said.startsWith(': ', index - 2)) return false;
  return said.slice(said.lastIndexOf(' ', index - 3) + 1, index - 2).includes('keepalived');
}
