import { conditionOf } from '../../../languages/haproxy/conditions/condition.ts';
import { type Directive, directiveSite, directivesOf } from '../../../languages/haproxy/config.ts';
import type { Word } from '../../../syntax/line.ts';
import { hasPreprocessor, isUnconditional } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const headerDeletedBefore: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'header-deleted-before',
  severity: 'warning',
  verdict: 'own',
  summary: 'A rule that looks at a header which a rule above it has deleted.',
  sections: ['frontend', 'listen', 'backend', 'defaults'],
  keywords: lists(),
  checkSection(section, report, { path }) {
    if (!section.syntax.text.includes('del-header') || hasPreprocessor(section)) return;
    for (const keyword of lists()) {
      const deleted = new Map<string, Directive>();
      const later = keyword === 'http-request' ? ['redirect', 'use_backend'] : [];
      const directives = [keyword, ...later].flatMap((one) => directivesOf(section, one));
      for (const directive of directives) {
        if (deleted.size > 0) {
          const use = useOf(directive, deleted, conditionOf(section, directive)?.alternatives.flat());
          const cause = use && deleted.get(use.name);
          if (use && cause) {
            deleted.delete(use.name);
            report({
              at: { path, site: directiveSite(section, directive, use.first, use.last) },
              message: `This is always empty: a rule above deletes the header "${use.name}" from everything that comes here. Delete it below this line, or keep it in a variable first.`,
              related: [
                { at: { path, site: directiveSite(section, cause) }, message: 'Deletes the header.', mirrored: false },
              ],
            });
          }
        }
        note(directive, keyword, deleted);
      }
    }
  },
};

function lists(): readonly string[] {
  return ['http-request', 'http-response', 'http-after-response'];
}

interface Use {
  readonly name: string;
  readonly first: Word;
  readonly last: Word;
}

/** What a line does to the headers that are known to be deleted. */
function note(directive: Directive, list: string, deleted: Map<string, Directive>): void {
  const [action, name] = directive.args;
  if (directive.keyword !== list || !action || !name?.known) return;
  const header = name.value.toLowerCase();
  if (action.value === 'del-header') {
    if (directive.args.length === 2 && isUnconditional(directive)) deleted.set(header, directive);
  } else if (/^(?:add|set)-headers-bin|^lua\.|^use-service|^send-spoe-group/.test(action.value)) deleted.clear();
  else if (/^(?:add|set)-header$/.test(action.value)) deleted.delete(header);
}

type Terms = readonly {
  negated: boolean;
  tests: readonly { fetch: string; args: readonly string[] }[] | undefined;
  first: Word;
  last: Word;
}[];

function useOf(
  { args }: Directive,
  deleted: ReadonlyMap<string, Directive>,
  terms: Terms | undefined,
): Use | undefined {
  for (const word of args) {
    if (word.value === 'if' || word.value === 'unless') break;
    if (!word.value.includes('hdr(')) continue;
    for (const [, header = ''] of word.value.matchAll(/(?<![\w.-])(?:re[qs]\.)?f?hdr\(([\w-]+)[,)]/g)) {
      const name = header.toLowerCase();
      if (deleted.has(name)) return { name, first: word, last: word };
    }
  }
  for (const { negated, tests, first, last } of terms ?? []) {
    const [test] = tests?.length === 1 ? tests : [];
    const name = test?.args[0]?.toLowerCase() ?? '';
    if (!negated && test && /^re[qs]\.f?hdr$/.test(test.fetch) && deleted.has(name)) return { name, first, last };
  }
  return undefined;
}
