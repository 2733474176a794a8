import { memo } from '../../../base/memo.ts';
import { nearest } from '../../../base/nearest.ts';
import { halfOf, type VariableRead, variablesOf } from '../../../languages/haproxy/conditions/variables.ts';
import {
  type Directive,
  directiveSite,
  directivesOf,
  type HaproxySection,
  type SectionStretch,
} from '../../../languages/haproxy/config.ts';
import { overviewOf } from '../../../languages/haproxy/overview.ts';
import type { HaproxyRule } from '../../rule.ts';

export const variableNeverSet: HaproxyRule = {
  scope: 'haproxy',
  id: 'variable-never-set',
  severity: 'warning',
  verdict: 'own',
  summary: 'A variable that rules look at and nothing sets.',
  check({ path, config }, report, { loadedTogether }) {
    const reads = config.stretches.flatMap((stretch) => inStretch(stretch).reads);
    if (reads.length === 0) return;
    const files = loadedTogether.length > 0 ? loadedTogether : [config];
    if (!files.some((file) => overviewOf(file).hasGlobal)) return;
    const all = files.flatMap((file) => file.stretches.map(inStretch));
    if (all.some(({ open }) => open)) return;
    const set = new Set(all.flatMap((part) => part.set));
    const reported = new Set<string>();
    for (const { section, name, directive, word } of reads) {
      if (set.has(name) || reported.has(name) || isElsewhere(name, directive)) continue;
      reported.add(name);
      const last = name.slice(name.indexOf('.'));
      const meant =
        [...set].find((known) => known.endsWith(last) && known.indexOf('.') === known.length - last.length) ??
        nearest(name, set);
      report({
        at: { path, site: directiveSite(section, directive, word, word) },
        message: `"${name}" is always empty: nothing sets it. ${meant ? `What is set is "${meant}": write that` : `Set it above with "set-var(${name})"`}, or remove this.`,
      });
    }
  },
};

/** Another rule speaks of variables in the half of an exchange in which they do not live. */
function isElsewhere(name: string, directive: Directive): boolean {
  const half = halfOf(directive);
  return (half === 'response' && name.startsWith('req.')) || (half === 'request' && name.startsWith('res.'));
}

interface Part {
  readonly set: readonly string[];
  readonly reads: readonly (VariableRead & { readonly section: HaproxySection })[];
  /** Programs may set variables that stand in no configuration. */
  readonly open: boolean;
}

const inStretch = memo(({ sections }: SectionStretch): Part => {
  const set: string[] = [];
  const reads: Part['reads'][number][] = [];
  let open = false;
  for (const section of sections) {
    const found = variablesOf(section);
    for (const name of found.set) set.push(name);
    for (const read of found.reads) reads.push({ ...read, section });
    open ||= section.byKeyword.has('lua-load') || section.byKeyword.has('lua-load-per-thread');
    open ||= section.hasFilter && directivesOf(section, 'filter').some(mayStore);
  }
  return { set, reads, open };
});

/** Filters that are known to store nothing are the few that stand here. */
function mayStore({ first }: Directive): boolean {
  return !/^(?:bwlim-in|bwlim-out|cache|comp-req|comp-res|compression|fcgi-app|trace)$/.test(first?.value ?? '');
}
