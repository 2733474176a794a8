import { type Directive, directiveSite, directivesThatMayHold, mayHold } from '../../../languages/haproxy/config.ts';
import type { Word } from '../../../syntax/line.ts';
import { fix, replace } from '../../fix.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const expressionStaysText: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'expression-stays-text',
  severity: 'warning',
  verdict: 'own',
  summary: '`%[…]` where HAProxy reads no log format: the text itself is taken.',
  sections: ['frontend', 'listen', 'backend', 'defaults'],
  checkSection(section, report, { path }) {
    if (!section.syntax.text.includes('%[') || !mayHold(section, '%[')) return;
    for (const directive of directivesThatMayHold(section, '%[')) {
      const at = directive.args.findIndex(({ value }, index) => value.includes('%[') && stays(directive, index));
      const word = directive.args[at];
      if (!word) continue;
      const before = directive.args[at - 1];
      const other = before && withFormat(directive, before);
      report({
        at: { path, site: directiveSite(section, directive, word, word) },
        message: `"%[…]" is taken as this very text here and never replaced: ${why(directive, word)}.${other ? ` Write "${other}".` : ''}`,
        ...(before &&
          other && {
            fixes: [
              fix(`Write ${other}`, replace({ path, site: directiveSite(section, directive, before, before) }, other)),
            ],
          }),
      });
    }
  },
};

/** The word with which the same is read as a log format. */
function withFormat({ keyword }: Directive, { value }: Word): string | undefined {
  if (value === 'string' && keyword.startsWith('http-') && keyword !== 'http-check') return 'lf-string';
  if ((value === 'uri' || value === 'body') && keyword === 'http-check') return `${value}-lf`;
  return keyword === 'tcp-check' && value === 'send' ? 'send-lf' : undefined;
}

function why(directive: Directive, word: Word): string {
  const before = directive.args[directive.args.indexOf(word) - 1];
  if (before && withFormat(directive, before)) return `"${before.value}" reads no log format`;
  if (word.value.includes('str(%[')) return '"str(…)" is a constant. Use the expression itself, or "set-var-fmt"';
  if (/^errorloc|^monitor-uri$/.test(directive.keyword)) return `"${directive.keyword}" reads no log format`;
  return 'a pattern is a constant. Compare two samples with a variable and a converter such as "strcmp"';
}

function stays(directive: Directive, index: number): boolean {
  const { keyword, args } = directive;
  const value = args[index]?.value ?? '';
  const before = args[index - 1];
  if (before && withFormat(directive, before)) return true;
  if (/(?:^|[(,])str\(%\[/.test(value) && !value.startsWith('%[')) return true;
  if (/^errorloc/.test(keyword) || keyword === 'monitor-uri') return true;
  const start = keyword === 'acl' ? 1 : openingBefore(args, index) + 1;
  return start > 0 && index > start && isConstantPattern(args, start, index);
}

/** The index of the brace of the anonymous ACL that a word stands in; −1 without one. */
function openingBefore(args: readonly Word[], index: number): number {
  for (let at = index; at >= 0; at--) {
    const value = args[at]?.value;
    if (value === '}') return -1;
    if (value === '{' || value === '!{') return at;
  }
  return -1;
}

/** In a regular expression "%[" is a percent sign and a set of characters. */
function isConstantPattern(args: readonly Word[], start: number, index: number): boolean {
  if (/_reg(?:\(|$)/.test(args[start]?.value ?? '')) return false;
  for (let at = start + 1; at < index; at++) {
    const value = args[at]?.value;
    if (value === '-f' && at === index - 1) return false;
    if (value === '-m' && args[at + 1]?.value === 'reg') return false;
  }
  return true;
}
