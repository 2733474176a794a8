import { guessOf } from '../../../base/nearest.ts';
import { sectionKeywords } from '../../../languages/haproxy/sections.ts';
import { siteInLine } from '../../../syntax/chunk.ts';
import type { HaproxyRule } from '../../rule.ts';

export const keywordOutsideSection: HaproxyRule = {
  scope: 'haproxy',
  id: 'keyword-outside-section',
  severity: 'error',
  verdict: 'program',
  summary: 'A line stands before the first section.',
  check(file, report) {
    const prelude = file.config.sections[0]?.syntax;
    if (!prelude || prelude.hasHeader) return;
    prelude.lines.forEach((line, index) => {
      const word = line.words[0];
      // Directives such as `.if` stand anywhere; a template's braces say nothing about HAProxy.
      if (!word?.known || /^[.{]|\{[{%]/.test(word.value)) return;
      const guess = guessOf(word.value, sectionKeywords);
      report({
        at: { path: file.path, site: siteInLine(prelude, index, word.range) },
        message: `"${word.value}" stands before the first section, where HAProxy accepts only section names. ${guess ? `Did you mean "${guess.meant}"?` : 'Move the line into a section such as "global" or "defaults".'}`,
        ...(guess && { guess }),
      });
    });
  },
};
