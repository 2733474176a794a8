import type { ProgramMessage } from '../issue.ts';

/** What `keepalived -t` (2.0 to 2.4) wrote. */
export function keepalivedMessages(lines: readonly string[]): readonly ProgramMessage[] {
  return lines.flatMap(messageIn);
}

const keepalivedMachine =
  /interface .*(?:doesn't|does not)|Non-existent interface|Unknown interface|no interface for|no IPv\d address for|Unable to find base|[Uu]ser|SECURITY VIOLATION|insecure|not found\/accessible|[Ss]cript .*(?:accessed|executable|disabling)|Unable to access script|IPVS|[Nn]etlink|sysctl|errno|Unable to load/;

/** keepalived has no severities: what it says of the text makes its check fail, though the daemon starts with most of it. */
function messageIn(line: string): ProgramMessage[] {
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
