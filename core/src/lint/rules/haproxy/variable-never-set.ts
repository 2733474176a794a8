import { nearest } from '../../../base/nearest.ts';
import {
  halfOf,
  type SetAt,
  settersOfAll,
  type VariableRead,
  variablesReadIn,
} from '../../../languages/haproxy/conditions/variables.ts';
import { type Directive, directiveSite, type HaproxySection } from '../../../languages/haproxy/config.ts';
import { collected } from '../../../languages/haproxy/selection.ts';
import type { HaproxyFactsRule } from '../../rule.ts';

export const variableNeverSet: HaproxyFactsRule<Facts> = {
  scope: 'haproxy',
  id: 'variable-never-set',
  severity: 'warning',
  verdict: 'own',
  misses: 'file',
  summary: 'A variable that rules look at and nothing sets.',
  factsOf({ config }, { loadedTogether }) {
    const reads = readsOf(config);
    const setters = reads.length === 0 ? undefined : settersOfAll(config, loadedTogether);
    return setters && { reads, setters };
  },
  judge({ reads, setters }, report, path) {
    const set = new Set(setters.map(({ name }) => name));
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

interface Facts {
  readonly reads: readonly ReadAt[];
  readonly setters: readonly SetAt[];
}

/** Another rule speaks of variables in the half of an exchange in which they do not live. */
function isElsewhere(name: string, directive: Directive): boolean {
  const half = halfOf(directive);
  return (half === 'response' && name.startsWith('req.')) || (half === 'request' && name.startsWith('res.'));
}

interface ReadAt extends VariableRead {
  readonly section: HaproxySection;
}

const readsOf = collected(({ sections }) => {
  const reads: ReadAt[] = [];
  for (const section of sections) for (const read of variablesReadIn(section)) reads.push({ ...read, section });
  return reads;
});
