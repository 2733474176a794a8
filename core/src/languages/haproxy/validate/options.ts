import { didYouMean, guessOf } from '../../../base/nearest.ts';
import { compareVersions, parseVersion } from '../../../base/version.ts';
import { parseGrammar } from './grammar.ts';
import { optionGrammar, removedOptions } from './grammar-proxy.ts';
import type { DirectiveLine } from './line.ts';
import { matchGrammar } from './match.ts';
import { readHead } from './proxy-kinds.ts';
import { sideError, sideWarning } from './sides.ts';

/** `option <name> …` of a proxy, with `no` or `default` before it. */
export function checkOption(line: DirectiveLine): void {
  if (!line.known(1)) return;
  const name = line.value(1);
  const { facts } = line.context;
  if (name === '') return void line.error('missing-argument', 1, 'The name of an option is missing.');
  if (reportsRemoval(line, name)) return;
  const listed = facts.options.get(name);
  if (listed !== undefined) return void checkListed(line, listed);
  const text = optionGrammar.get(name);
  const head = text === undefined ? undefined : readHead(text);
  const early = head?.since !== undefined && compareVersions(facts.version, parseVersion(head.since) ?? []) < 0;
  const late = head?.until !== undefined && compareVersions(facts.version, parseVersion(head.until) ?? []) >= 0;
  if (head === undefined || early || late) {
    const guess = guessOf(name, [...facts.options.keys(), ...optionGrammar.keys()]);
    return void line.error(
      'unknown-keyword',
      1,
      early
        ? `This version of HAProxy has no "option ${name}": it came with ${head?.since}.`
        : `There is no option "${name}".${didYouMean(guess)}`,
      early ? undefined : guess,
    );
  }
  if (line.negation && !mayNegate(line, name)) return void cannotNegate(line, name);
  if (sideWarning(line, 1, head.frontend, head.backend) && head.unread) return;
  if (name === 'external-check') line.use('external-check', '', 1);
  if (head.body === '(httpchk)') checkHttpchk(line);
  else matchGrammar(line, parseGrammar(head.body), 2);
}

/** An option without arguments, as the programs list them. */
function checkListed(line: DirectiveLine, sides: string): void {
  const recent = compareVersions(line.context.facts.version, [3, 2]) >= 0;
  // Up to 3.0 the words were not moved up behind "default".
  if (line.negation === 'default' && compareVersions(line.context.facts.version, [3, 0]) <= 0) {
    return void cannotNegate(line, line.value(1));
  }
  const frontend = sides.includes('F');
  const backend = sides.includes('B');
  // From 3.2 on it warns as before, and then says that it does not know the option.
  if (recent ? sideError(line, 1, frontend, backend) : sideWarning(line, 1, frontend, backend)) return;
  if (line.has(2)) line.error('extra-argument', 2, `"option ${line.value(1)}" takes no argument.`);
}

function reportsRemoval(line: DirectiveLine, name: string): boolean {
  const [since = '', instead = ''] = removedOptions.get(name)?.split(': ') ?? [];
  if (since === '') return false;
  if (compareVersions(line.context.facts.version, parseVersion(since) ?? []) < 0) return true;
  line.error('removed-keyword', 1, `HAProxy has no "option ${name}" since ${since}. Instead: ${instead}.`);
  return true;
}

const connectionModes: ReadonlySet<string> = new Set(['httpclose', 'http-server-close', 'http-keep-alive']);

/** Options that are read by hand can be switched on only, but for a few. */
function mayNegate(line: DirectiveLine, name: string): boolean {
  if (name === 'redispatch' || name === 'http-use-htx' || name === 'use-small-buffers') return true;
  if (name === 'forwarded') return line.negation === 'no';
  if (!connectionModes.has(name)) return false;
  return line.negation === 'no' || compareVersions(line.context.facts.version, [3, 2]) < 0;
}

function cannotNegate(line: DirectiveLine, name: string): void {
  line.error('misplaced-keyword', 1, `"option ${name}" cannot be taken back with "${line.negation}": leave it out.`);
}

/** `option httpchk [<uri> | <method> <uri> [<version>]]`; headers in the version were once a trick. */
function checkHttpchk(line: DirectiveLine): void {
  if (compareVersions(line.context.facts.version, [3, 0]) <= 0 && line.has(5)) {
    line.error(
      'extra-argument',
      5,
      `"${line.value(5)}" is not expected behind the version: host names go to "http-check send".`,
    );
    return;
  }
  if (compareVersions(line.context.facts.version, [3, 0]) < 0) return;
  if (line.known(4) && /[\r\n]/.test(line.value(4))) {
    line.error(
      'invalid-value',
      4,
      'Headers or a body behind the version are refused: use "http-check send hdr … body …".',
    );
  }
}
