import { conditionOf, eachRule } from '../../../languages/haproxy/conditions/condition.ts';
import { halfOf, variablesReadIn } from '../../../languages/haproxy/conditions/variables.ts';
import { type Directive, directiveSite } from '../../../languages/haproxy/config.ts';
import type { Word } from '../../../syntax/line.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const variableOutOfScope: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'variable-out-of-scope',
  severity: 'warning',
  verdict: 'own',
  summary: 'A variable of the request (`req.`) in the response, or one of the response (`res.`) in the request.',
  sections: ['frontend', 'listen', 'backend', 'defaults'],
  checkSection(section, report, { path }) {
    const reads = variablesReadIn(section);
    if (reads.length === 0) return;
    const reported = new Set<Directive>();
    const tell = (name: string, directive: Directive, first: Word, last: Word): void => {
      const half = halfOf(directive);
      const gone = half === 'response' && name.startsWith('req.');
      if ((!gone && !(half === 'request' && name.startsWith('res.'))) || reported.has(directive)) return;
      reported.add(directive);
      const why = gone
        ? 'variables that start with "req." end with the request'
        : 'variables that start with "res." begin with the response';
      report({
        at: { path, site: directiveSite(section, directive, first, last) },
        message: `"${name}" is always empty here: ${why}, and this is the ${half}. Name it "txn.${name.slice(4)}" where it is set and here: such variables live as long as the exchange.`,
      });
    };
    for (const { name, directive, word } of reads) tell(name, directive, word, word);
    // Named ACLs ask where they are named.
    eachRule(section, (directive) => {
      for (const term of conditionOf(section, directive)?.alternatives.flat() ?? []) {
        if (term.text.startsWith('{') || !term.keywords?.some((keyword) => keyword.startsWith('var('))) continue;
        const { tests, first, last } = term;
        const [test] = tests?.length === 1 ? tests : [];
        if (test?.fetch === 'var' && test.args.length === 1) tell(test.args[0] ?? '', directive, first, last);
      }
    });
  },
};
