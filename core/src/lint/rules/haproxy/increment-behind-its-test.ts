import type { CountersRule } from '../../haproxy-counters.ts';
import { type Counters, countersOfFile, siteOf } from '../../haproxy-counters.ts';
import { askingRules, type ReadAt, type SectionCounters } from '../../haproxy-section-counters.ts';

export const incrementBehindItsTest: CountersRule = {
  scope: 'haproxy',
  id: 'increment-behind-its-test',
  severity: 'warning',
  verdict: 'own',
  summary: 'A counter is only increased where it is high already: it stays 0.',
  factsOf: countersOfFile,
  judge(counters, report, path) {
    const changes = changesIn(counters);
    if (changes.size === 0) return;
    for (const asking of counters.own) {
      for (const { directive, reads: asked } of askingRules(asking)) {
        if (asked.length < 2 || !asked.some(({ read }) => read.changes === 'up')) continue;
        const reads = inOrder(asking, asked, directive);
        const up = reads.findIndex(({ read }) => read.changes === 'up');
        const at = reads[up];
        if (!at) continue;
        const isAction = at.directive === directive && isActionWord(at);
        const test = (isAction ? reads : reads.slice(0, up)).find((one) => one !== at && isTestOf(one, at));
        if (!test || (changes.get(at.read.data) ?? 0) > 1) continue;
        report({
          at: siteOf(path, asking, directive),
          message: `The counter "${at.read.data}" never rises: "${at.read.name}" is reached only when it is high already, because "${test.read.name}" is asked first. Increase it in a rule of its own, without that condition, above this one.`,
          related: [test, at]
            .filter((one) => one.directive !== directive)
            .map((one) => ({
              at: siteOf(path, asking, one.directive),
              message: one === at ? 'Counts.' : 'Asked first.',
              mirrored: false,
            })),
        });
      }
    }
  },
};

/** In the order in which the condition asks: it stops at the first part that does not hold. */
function inOrder(asking: SectionCounters, reads: readonly ReadAt[], rule: ReadAt['directive']): readonly ReadAt[] {
  if (rule.args.some(({ value }) => value === 'or' || value === '||' || value === 'unless' || value.startsWith('!')))
    return [];
  // Several lines of one ACL are alternatives.
  const names = reads.flatMap(({ directive }) => (directive.keyword === 'acl' ? [directive.value(0) ?? ''] : []));
  if (names.some((name) => asking.section.byKeyword.get('acl')?.filter((acl) => acl.value(0) === name).length !== 1))
    return [];
  const values = rule.args.map(({ value }) => value);
  const position = ({ directive, word }: ReadAt): number =>
    directive === rule ? rule.args.indexOf(word) : values.indexOf(directive.value(0) ?? '');
  return [...reads].sort((a, b) => position(a) - position(b));
}

function isActionWord({ read }: ReadAt): boolean {
  return read.name.startsWith('sc-');
}

function isTestOf({ read, directive, word }: ReadAt, { read: up }: ReadAt): boolean {
  if (read.changes || read.by !== up.by || read.counter !== up.counter || read.table !== up.table) return false;
  if (read.data.replace('_rate', '') !== up.data) return false;
  const words = directive.args.map(({ value }) => value);
  const at = directive.args.indexOf(word);
  const [operator = '', number = ''] = words.slice(at + 1);
  return (operator === 'gt' && /^\d+$/.test(number)) || (operator === 'ge' && /^[1-9]\d*$/.test(number));
}

/** How often each thing is changed, whichever way the entry is found. */
function changesIn({ all }: Counters): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { reads } of all) {
    for (const { read } of reads) if (read.changes) found.set(read.data, (found.get(read.data) ?? 0) + 1);
  }
  return found;
}
