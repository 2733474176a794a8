import { compareVersions } from '../../../base/version.ts';
import { siteInLine } from '../../../syntax/chunk.ts';
import { insertAfter, safeFix } from '../../fix.ts';
import type { HaproxyRule } from '../../rule.ts';

/** From this version on HAProxy takes a missing line feed for a truncated file and refuses it; before, it warns. */
const fatalSince = [2, 3];

export const missingFinalNewline: HaproxyRule = {
  scope: 'haproxy',
  id: 'missing-final-newline',
  severity: 'error',
  verdict: 'program',
  summary: 'The last line does not end in a line feed.',
  check(file, report, { version }) {
    const last = file.config.sections.at(-1)?.syntax;
    const index = (last?.lines.length ?? 0) - 1;
    const line = last?.lines[index];
    if (!last || !line || line.text.endsWith('\n')) return;
    const end = line.text.length;
    const fatal = compareVersions(version, fatalSince) >= 0;
    const at = { path: file.path, site: siteInLine(last, index, { start: Math.max(0, end - 1), end }) };
    report({
      at,
      severity: fatal ? 'error' : 'warning',
      message: `The last line does not end in a line feed. HAProxy ${fatal ? 'takes the file for truncated and refuses it' : 'warns that the file may be truncated'}. End the line.`,
      fixes: [safeFix('End the last line', insertAfter(at, '\n'))],
    });
  },
};
