import { memo } from '../../../base/memo.ts';
import {
  type Directive,
  directiveSite,
  directivesOf,
  type HaproxyConfig,
  type HaproxySection,
  type SectionStretch,
} from '../../../languages/haproxy/config.ts';
import { sectionsWhere } from '../../../languages/haproxy/selection.ts';
import { fix, insertAfter } from '../../fix.ts';
import type { HaproxyFactsRule } from '../../rule.ts';

export const stickRulesIncomplete: HaproxyFactsRule<Facts> = {
  scope: 'haproxy',
  id: 'stick-rules-incomplete',
  severity: 'warning',
  verdict: 'own',
  summary: 'A stick table for persistence that nothing fills, or that nothing is looked up in.',
  factsOf({ config }, { loadedTogether, complete }) {
    const incomplete = complete ? incompleteOf(config) : [];
    if (incomplete.length === 0) return undefined;
    const files = loadedTogether.length > 1 ? loadedTogether : [config];
    return { unused: incomplete.filter((section) => !isUsedElsewhere(section, files)) };
  },
  judge({ unused }, report, path) {
    for (const section of unused) {
      const [table] = directivesOf(section, 'stick-table');
      const [first] = directivesOf(section, 'stick');
      if (!table) continue;
      if (first) {
        report({
          at: { path, site: directiveSite(section, first) },
          message: `Clients are not tied to a server: "stick ${first.value(0)}" only fills the table, and no rule looks anything up in it. Add "stick match" with what clients send, or write "stick on".`,
        });
        continue;
      }
      const at = { path, site: directiveSite(section, table) };
      const isForAddresses = /^ip(?:v[46])?$/.test(valueBehind(table, 'type') ?? '');
      report({
        at,
        message: `Clients are not tied to a server: nothing is written into this table or looked up in it, as no "stick" rule is here. Add ${isForAddresses ? '"stick on src"' : '"stick on" with what is the same in all requests of a client'}, or remove the table.`,
        ...(isForAddresses && {
          fixes: [fix('Add "stick on src"', insertAfter(at, `\n${indentOf(section, table)}stick on src`))],
        }),
      });
    }
  },
};

interface Facts {
  /** The sections of whose tables nothing else is said to make use. */
  readonly unused: readonly HaproxySection[];
}

/** Sections with a table for persistence that none of their own rules look anything up in. */
const incompleteOf = sectionsWhere((section) => {
  if (!mayPersist(section)) return false;
  const [table] = directivesOf(section, 'stick-table');
  if (!table?.certain || table.negated || table.args.some(({ value }) => value === 'peers')) return false;
  const rules = directivesOf(section, 'stick');
  return !rules.some(looksUp) && (rules.length > 0 || !(hasCounters(table) || mayCount.test(section.syntax.text)));
});

/** Whether a section has a table, and servers that a client could be tied to. */
function mayPersist(section: HaproxySection): boolean {
  if (section.kind !== 'backend' && section.kind !== 'listen') return false;
  return section.byKeyword.has('stick-table') && section.servers.length > 1 && !section.conditional;
}

function looksUp(rule: Directive): boolean {
  return (
    !rule.certain || /^(?:on|match)$/.test(rule.value(0) ?? '') || rule.args.some(({ value }) => value === 'table')
  );
}

/** What is counted is for rules to ask, which may stand anywhere. */
function hasCounters(table: Directive): boolean {
  return table.args.some(({ value }) => value === 'store');
}

function valueBehind({ args }: Directive, word: string): string | undefined {
  const at = args.findIndex(({ value }) => value === word);
  return at < 0 ? undefined : args[at + 1]?.value;
}

const mayCount = /track-sc|sc[0-2]?_|src_|in_table|table_/;

/** Whether other lines than those that choose a backend name it: they may fill the table, or look something up in it. */
function isUsedElsewhere(section: HaproxySection, files: readonly HaproxyConfig[]): boolean {
  const name = section.name?.name;
  if (name === undefined) return true;
  return files.some(({ stretches }) =>
    stretches.some((stretch) => {
      const { names, open } = namesIn(stretch);
      return open || names.has(name);
    }),
  );
}

/** The names in such lines, and whether a program may use any of them. */
const namesIn = memo(
  ({ sections }: SectionStretch): { readonly names: ReadonlySet<string>; readonly open: boolean } => {
    const names = new Set<string>();
    for (const { directives } of sections) {
      for (const { keyword, values } of directives) {
        if (keyword === 'use_backend' || keyword === 'default_backend') continue;
        for (let at = 1; at < values.length; at++)
          for (const name of (values[at] ?? '').split(notInNames)) names.add(name);
      }
    }
    return { names, open: sections.some(({ byKeyword }) => luaKeywords.some((keyword) => byKeyword.has(keyword))) };
  },
);

const notInNames = /[^\w.:-]+/;
const luaKeywords = ['lua-load', 'lua-load-per-thread'];

function indentOf(section: HaproxySection, { line }: Directive): string {
  return /^[ \t]*/.exec(section.syntax.lines[line]?.text ?? '')?.[0] ?? '';
}
