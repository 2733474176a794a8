import { checkRule } from './actions.ts';
import { parseGrammar } from './grammar.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';

const grammar = `{ admin <if!> | auth <any> | enable | hide-version | realm <any> | refresh <time:s> | scope <any> | show-desc ...
    | show-legends | show-modules@2.3 | show-node ... | show-version@3.3 | uri <any> }`;

/** `stats …` of a proxy. */
export function checkStats(line: DirectiveLine): void {
  const word = line.value(1);
  const inDefaults = line.context.proxy?.defaults === true;
  if (inDefaults && (word === 'admin' || word === 'http-request')) {
    return void line.error('misplaced-keyword', 1, `"stats ${word}" is not allowed in a defaults section.`);
  }
  if (word === 'http-request') checkRule(line, 'http-request', 2);
  else if (word === 'show-node' && line.known(2) && /[^\w.-]/.test(line.value(2))) {
    // The name of the node is one word of letters that are safe in a page.
    line.error(
      'invalid-name',
      2,
      `"${line.value(2)}" is not the name of a node: letters, digits, "_", "-" and "." may stand in it.`,
    );
  } else matchGrammar(line, parseGrammar(grammar), 1);
}
