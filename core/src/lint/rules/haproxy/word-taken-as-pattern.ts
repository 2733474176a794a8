import { type AclTest, spelling } from '../../../languages/haproxy/conditions/acl-test.ts';
import { conditionKeywords, eachTest } from '../../../languages/haproxy/conditions/condition.ts';
import { type StrayWord, strayWordIn } from '../../../languages/haproxy/conditions/stray-words.ts';
import { type Directive, directiveSite, type HaproxySection } from '../../../languages/haproxy/config.ts';
import { siteInLine } from '../../../syntax/chunk.ts';
import type { Fix } from '../../finding.ts';
import { fix, insertAfter, replace } from '../../fix.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const wordTakenAsPattern: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'word-taken-as-pattern',
  severity: 'warning',
  verdict: 'own',
  summary: 'An operator, flag or second test among the patterns of an ACL, which HAProxy compares with like any other.',
  sections: ['frontend', 'listen', 'backend', 'defaults'],
  keywords: ['acl', ...conditionKeywords],
  checkSection(section, report, { path }) {
    eachTest(section, (test, directive) => {
      const stray = strayWordIn(test);
      if (!stray) return;
      const harmless =
        stray.kind === 'equality' || (stray.kind === 'flag' && stray.word.value === '-i' && test.insensitive);
      const fixes = mendings(section, directive, test, stray, path);
      report({
        at: { path, site: directiveSite(section, directive, stray.word, stray.word) },
        message: messageFor(test, stray),
        ...(harmless && { severity: 'information' }),
        ...(fixes.length > 0 && { fixes }),
      });
    });
  },
};

function messageFor(test: AclTest, { kind, word: { value } }: StrayWord): string {
  const asked = `"${spelling(test)}"`;
  switch (kind) {
    case 'operator':
      return `"${value}" is a pattern here, ${consequence(test)}: ${asked} takes all words behind it as patterns. One of several patterns is enough, so leave "or" out; what else has to hold is another acl, named in the condition.`;
    case 'flag':
      return `"${value}" is a pattern here and no flag${test.insensitive && value === '-i' ? ', which does no harm as it also stands in front' : ', so it has no effect'}: flags of ${asked} stand before its first pattern. Put it there.`;
    case 'comparison':
      return `This compares texts and no numbers, so it is true of the very words only: ${asked} gives a text, and "${value}" is a pattern like any other. Write "-m int ${operatorOf(value)}".`;
    case 'equality':
      return `"${value}" is a pattern here, one more that ${asked} compares with: texts are compared without an operator. Leave it out.`;
    case 'negation':
      return `"${value}" is a pattern here and negates nothing: ${asked} takes all words behind it as patterns. Negate in the condition: "if !name".`;
    case 'test':
      return `"${value}" is a pattern here and tests nothing, ${consequence(test)}: ${asked} takes all words behind it as patterns. Write a second acl, with the same name where one of them is enough.`;
  }
}

function operatorOf(value: string): string {
  if (value === '>') return 'gt';
  if (value === '>=') return 'ge';
  if (value === '<') return 'lt';
  if (value === '<=') return 'le';
  return value.startsWith('=') ? 'eq' : value;
}

function consequence({ method }: AclTest): string {
  return method === 'sub' || method === 'reg' ? 'and matches wherever these letters stand' : 'which never matches';
}

function mendings(
  section: HaproxySection,
  directive: Directive,
  test: AclTest,
  { kind, word, index }: StrayWord,
  path: string,
): Fix[] {
  const place = (start: number, end: number) => ({
    path,
    site: siteInLine(section.syntax, directive.line, { start, end }),
  });
  const before = test.words[test.words.indexOf(word) - 1];
  const next = test.patterns[index + 1];
  const [first] = test.words;
  if (!first) return [];
  if (kind === 'comparison') {
    if (test.named || test.chosen || test.converters !== '') return [];
    const text = `-m int ${operatorOf(word.value)}`;
    return [fix('Compare as numbers', replace(place(word.range.start, word.range.end), text))];
  }
  if (!before) return [];
  const away = (last: typeof word) => replace(place(before.range.end, last.range.end), '');
  if (kind === 'operator' && next && (word.value === '||' || word.value.toLowerCase() === 'or')) {
    const repeated = next.value === first.value && test.patterns[index + 2] !== undefined;
    return [fix(`Leave "${word.value}" out`, away(repeated ? next : word))];
  }
  if (kind === 'flag' && word.value === '-i') {
    const moved = insertAfter(place(first.range.start, first.range.end), ' -i');
    return [fix('Put "-i" before the patterns', ...(test.insensitive ? [] : [moved]), away(word))];
  }
  return [];
}
