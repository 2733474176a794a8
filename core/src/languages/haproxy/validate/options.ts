import { nearest } from '../../../base/nearest.ts';
import { compareVersions, parseVersion } from '../../../base/version.ts';
import { parseGrammar } from './grammar.ts';
import { optionGrammar, removedOptions } from './grammar-proxy.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';
import { readHead } from './proxy-kinds.ts';
import { sideWarning } from './sides.ts';

/** `option <name> …` of a proxy. */
export function checkOption(line: DirectiveLine): void {
  if (!line.known(1)) return;
  const name = line.value(1);
  const { facts } = line.context;
  if (name === '') return void line.error('missing-argument', 1, 'The name of an option is missing.');
  const removed = removedOptions[name];
  if (removed !== undefined) {
    const [since = '', instead = ''] = removed.split(': ');
    if (compareVersions(facts.version, parseVersion(since) ?? []) >= 0) {
      return void line.error(
        'removed-keyword',
        1,
        `HAProxy has no "option ${name}" since ${since}. Instead: ${instead}.`,
      );
    }
    return;
  }
  const listed = facts.options.get(name);
  if (listed !== undefined) {
    if (line.has(2)) line.error('extra-argument', 2, `"option ${name}" takes no argument.`);
    else sideWarning(line, 1, listed.includes('F'), listed.includes('B'));
    return;
  }
  const text = optionGrammar[name];
  const versions = text === undefined ? undefined : readHead(text);
  const late = versions?.until !== undefined && compareVersions(facts.version, parseVersion(versions.until) ?? []) >= 0;
  if (text === undefined || late) {
    const guess = nearest(name, [...facts.options.keys(), ...Object.keys(optionGrammar)]);
    return void line.error(
      'unknown-keyword',
      1,
      `There is no option "${name}".${guess ? ` Did you mean "${guess}"?` : ''}`,
    );
  }
  const head = readHead(text);
  if (sideWarning(line, 1, head.frontend, head.backend)) return;
  if (head.body === '(httpchk)') checkHttpchk(line);
  else matchGrammar(line, parseGrammar(head.body), 2);
}

/** `option httpchk [<uri> | <method> <uri> [<version>]]`; headers in the version were once a trick. */
function checkHttpchk(line: DirectiveLine): void {
  if (compareVersions(line.context.facts.version, [3, 0]) < 0) return;
  if (line.known(4) && /[\r\n]/.test(line.value(4))) {
    line.error(
      'invalid-value',
      4,
      'Headers or a body behind the version are refused: use "http-check send hdr … body …".',
    );
  }
}
