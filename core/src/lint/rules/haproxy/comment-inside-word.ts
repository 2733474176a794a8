import type { HaproxySection } from '../../../languages/haproxy/config.ts';
import { sectionKeywords } from '../../../languages/haproxy/sections.ts';
import { lineAt, siteInLine } from '../../../syntax/chunk.ts';
import { fix, replace } from '../../fix.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const commentInsideWord: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'comment-inside-word',
  severity: 'warning',
  verdict: 'own',
  summary: 'A `#` inside a password, pattern or other text cuts it off: the rest is a comment.',
  sections: [...sectionKeywords],
  checkSection(section, report, { path }) {
    const { syntax } = section;
    for (const index of linesCutOff(section)) {
      const line = syntax.lines[index];
      const last = line?.words.at(-1);
      if (!line || !last || !isText(line.values)) continue;
      const { start, end } = last.range;
      const tail = line.text.slice(end).trimEnd();
      const lost = tail.split(/\s+/).length - 1;
      const site = siteInLine(syntax, index, { start, end: end + (/^\S+/.exec(tail)?.[0].length ?? 1) });
      const signs = hashesIn(tail).map((at) =>
        replace({ path, site: siteInLine(syntax, index, { start: end + at, end: end + at + 1 }) }, '\\#'),
      );
      report({
        at: { path, site },
        message: `The text is cut off at "#": a comment starts there, also inside a word. HAProxy takes only what stands before it${lost > 0 ? `, and the ${lost === 1 ? 'word' : `${lost} words`} behind it ${lost === 1 ? 'is' : 'are'} lost, too` : ''}. Write "\\#", or put the text into quotes.`,
        fixes: [fix('Write \\# for the sign', ...signs)],
      });
    }
  },
};

/** The lines in which a comment starts right behind a letter. */
function linesCutOff({ syntax }: HaproxySection): readonly number[] {
  const { text } = syntax;
  const found: number[] = [];
  for (let at = text.indexOf('#'); at >= 0; ) {
    const before = text.charAt(at - 1);
    const isPart = !/[\s#]/.test(before) || (/[ \t]/.test(before) && isEscaped(text, at - 1));
    const glued = at > 0 && isPart && /[^\s#]/.test(text.charAt(at + 1));
    if (!glued) {
      at = text.indexOf('#', at + 1);
      continue;
    }
    const holder = lineAt(syntax, at);
    if (!holder) break;
    const end = holder.start + holder.line.text.length;
    const last = holder.line.words.at(-1);
    const comment = last === undefined ? -1 : holder.start + last.range.end;
    if (comment === at) found.push(holder.index);
    // Behind the start of a comment nothing else can be one; before it the sign is protected.
    at = text.indexOf('#', comment > at ? at + 1 : end);
  }
  return found;
}

/** Whether an odd number of backslashes stands before a place: a blank behind one belongs to the word. */
function isEscaped(text: string, at: number): boolean {
  let count = 0;
  while (text.charAt(at - 1 - count) === '\\') count++;
  return count % 2 === 1;
}

/** The signs of a tail up to the first one that has a blank before it, which may be a comment that is meant. */
function hashesIn(tail: string): readonly number[] {
  const comment = tail.search(/\s#/);
  const text = comment < 0 ? tail : tail.slice(0, comment);
  return [...text.matchAll(/#/g)].map(({ index }) => index);
}

/** Whether the last word of a line is free text, in which the sign may be meant. */
function isText(values: readonly string[]): boolean {
  const [keyword = '', second = ''] = values[0] === 'no' ? values.slice(1) : values;
  const last = values.at(-1) ?? '';
  if (values.length < 3 && !/^(?:errorloc|description|set-var|mailto|log-format|cookie)/.test(keyword)) return false;
  if (last === '}' || last === '{') return false;
  if (keyword === 'option') return /^(?:httpchk|redis-check|mysql-check|smtpchk)$/.test(second);
  if (keyword === 'stats') return /^(?:auth|uri|realm|admin)$/.test(second);
  if (!withText.has(keyword)) return false;
  // Between braces HAProxy misses the closing one, and behind "if" stand names.
  const condition = Math.max(values.lastIndexOf('if'), values.lastIndexOf('unless'));
  return keyword === 'acl' || condition < 0;
}

const withText: ReadonlySet<string> = new Set([
  'acl',
  'capture',
  'cookie',
  'description',
  'dynamic-cookie-key',
  'errorloc',
  'errorloc302',
  'errorloc303',
  'http-after-response',
  'http-check',
  'http-request',
  'http-response',
  'log-format',
  'log-format-sd',
  'presetenv',
  'redirect',
  'reqadd',
  'reqirep',
  'reqrep',
  'rspadd',
  'rspirep',
  'rsprep',
  'set-var',
  'setenv',
  'tcp-check',
  'tcp-request',
  'tcp-response',
  'user',
]);
