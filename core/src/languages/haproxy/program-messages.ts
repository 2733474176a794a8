import { longestMessage, type ProgramMessage } from '../issue.ts';

/** Up to 2.3 the day of the year and the time follow the severity; later versions name the subsystem instead. */
const haproxyHead = /^\[(ALERT|WARNING|NOTICE)\]\s+(?:\d+\/\d+ )?\(\d+\) : (?:config ?: )?(.*)$/;
const haproxyBanner =
  /^(?:haproxy version is|path to executable is|Error\(s\) found in configuration file|Fatal errors found|New worker|Loading )/;
const haproxyPlace = /\[(?:[^[\]\n]*):(\d+)\]|\((?:[^()\n]*):(\d+)\)|file '[^']*' at line (\d+)/;
const haproxyMachine =
  /could not resolve address|Failed to initialize server\(s\) addr|No such file or directory|unable to (?:stat|load|open)|failed to open|[Cc](?:annot|an't|ould not) (?:open|find (?:user|group))|Didn't find any certificate/;

/** What `haproxy -c` (2.2 to 3.4) wrote. */
export function haproxyMessages(lines: readonly string[]): ProgramMessage[] {
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
