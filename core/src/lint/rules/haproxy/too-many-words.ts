import type { TextRange } from '../../../base/text-range.ts';
import { compareVersions } from '../../../base/version.ts';
import type { HaproxyLine } from '../../../languages/haproxy/lexer.ts';
import { sectionKeywords } from '../../../languages/haproxy/sections.ts';
import { siteInLine } from '../../../syntax/chunk.ts';
import { newlineWidth } from '../../../syntax/line.ts';
import { hasExpression } from '../../../syntax/template-text.ts';
import type { Problem } from '../../finding.ts';
import { fix, replace } from '../../fix.ts';
import type { HaproxySectionRule } from '../../rule.ts';

/** HAProxy keeps so many words of a line. */
const most = 64;
/** Before, a blank behind the last of them began another one. */
const blanksAreFreeSince = [3, 2];

export const tooManyWords: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'too-many-words',
  severity: 'error',
  verdict: 'program',
  judgedBy: 'line',
  summary: 'A line has more than 64 words.',
  sections: [...sectionKeywords],
  checkSection({ syntax }, report, { path, version }) {
    const { lines } = syntax;
    // Every line of a file is looked at.
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index];
      if (!line || line.values.length < most) continue;
      // What a template writes into a line may be any number of words.
      if (line.errors.length > 0 || hasExpression(line.text)) continue;
      const problem = problemOf(line, compareVersions(version, blanksAreFreeSince) < 0, (range) => ({
        path,
        site: siteInLine(syntax, index, range),
      }));
      if (problem) report(problem);
    }
  },
};

function problemOf(
  line: HaproxyLine,
  blanksCount: boolean,
  at: (range: TextRange) => Problem['at'],
): Problem | undefined {
  const { values, words, text } = line;
  const last = words[values.length - 1]?.range;
  const extra = words[most]?.range;
  if (!last) return undefined;
  if (extra) {
    const lines = asSeveral(line);
    const whole = at({ start: 0, end: last.end });
    return {
      at: at({ start: extra.start, end: last.end }),
      message: `HAProxy refuses the file: this line has ${values.length} words, and ${most} are the most, of the keyword, all values and conditions together. ${lines ? 'Split it: several "acl" lines of one name match where one of them does' : 'Split it into several lines, or put the values into a file ("-f")'}.`,
      ...(lines && {
        fixes: [fix(`Split it into ${lines.length} "acl" lines`, replace(whole, lines.join(newlineOf(line))))],
      }),
    };
  }
  const end = text.length - newlineWidth(text);
  if (!blanksCount || last.end >= end) return undefined;
  const rest = at({ start: last.end, end });
  return {
    at: rest,
    message: `HAProxy refuses the file: up to 3.1, a blank behind the ${most}th word of a line counts as one word too many. Take away what follows the last word.`,
    fixes: [fix('Take away what follows the last word', replace(rest, ''))],
  };
}

function newlineOf({ text }: HaproxyLine): string {
  return text.slice(text.length - newlineWidth(text)) || '\n';
}

const flags: ReadonlySet<string> = new Set(['-i', '-n']);

/** The line as several `acl` lines with a part of the patterns each; undefined where it is none with patterns alone. */
function asSeveral({ text, values, words }: HaproxyLine): readonly string[] | undefined {
  if (values[0] !== 'acl') return undefined;
  let first = 3;
  while (flags.has(values[first] ?? '') || values[first] === '-m') first += values[first] === '-m' ? 2 : 1;
  if (values[first] === '--') first++;
  const rest = words.slice(first);
  // Words with a meaning of their own, such as the comparison in front of a number, stay with those behind them.
  if (values.slice(first).some((value) => /^-[fMu]?$|^(?:eq|ge|gt|le|lt)$/.test(value))) return undefined;
  const head = text.slice(0, words[first - 1]?.range.end);
  const room = most - first - 1;
  // Flags alone may fill the line.
  if (room < 1) return undefined;
  const lines: string[] = [];
  for (let at = 0; at < rest.length; at += room) {
    const part = rest.slice(at, at + room);
    lines.push(`${head} ${text.slice(part[0]?.range.start, part.at(-1)?.range.end)}`);
  }
  return lines;
}
