import { memo } from '../../../base/memo.ts';
import { didYouMean, guessOf } from '../../../base/nearest.ts';
import type { Table } from '../../../base/table.ts';
import { compareVersions, formatVersion, parseVersion, type Version } from '../../../base/version.ts';
import { sectionKeywords } from '../sections.ts';
import { checks } from './checks.ts';
import type { Facts } from './facts.ts';
import { parseGrammar } from './grammar.ts';
import { globalGrammar } from './grammar-global.ts';
import { proxyGrammar, removedGlobal, removedKeywords } from './grammar-proxy.ts';
import { sectionGrammars } from './grammar-sections.ts';
import { registeredGlobal } from './grammar-tuning.ts';
import { type Deprecation, deprecationOf, entryOf, type KeywordEntry } from './keyword-entry.ts';
import type { DirectiveLine, ProxyContext } from './line.ts';
import { matchGrammar } from './match.ts';
import { placesOf } from './places.ts';
import type { Head } from './proxy-kinds.ts';
import { isOtherSide, sideWarning } from './sides.ts';
import { checkGlobalTls } from './tls.ts';

const negatable: ReadonlySet<string> = new Set([
  'option',
  'log',
  'busy-polling',
  'set-dumpable',
  'strict-limits',
  'insecure-fork-wanted',
  'numa-cpu-mapping',
]);

/** Judges a line by its keyword: which version and section has it, and what may follow. */
export function checkDirective(line: DirectiveLine): void {
  const { section, facts, known, proxy } = line.context;
  const keyword = line.value(0);
  if (!line.known(0)) return;
  if (line.negation && !negatable.has(keyword)) {
    line.error('unknown-keyword', 0, `"no" and "default" work for "option" and "log", not for "${keyword}".`);
    return;
  }
  if (line.negation && keyword === 'log') return;
  const grammars = proxy ? proxyGrammar : section === 'global' ? globalGrammar : sectionGrammars.get(section);
  if (!grammars) return;
  const entry = entryOf(known.keywords, facts, proxy ? 'listen' : section, keyword, grammars);
  const { head, fits, registered, deprecation } = entry;
  if (!head || !fits) {
    if (reportsRemoval(line, proxy ? removedKeywords : section === 'global' ? removedGlobal : undefined)) return;
    if (!registered) {
      if (head) otherVersions(line, head);
      else unknownKeyword(line, grammars);
    } else if (section === 'global') {
      if (isExperiment(keyword, facts.version)) line.use('experimental', keyword, 0);
      if (registeredGlobal.has(keyword)) matchGrammar(line, parseGrammar(registeredGlobal.get(keyword) ?? '...'), 1);
      checkGlobalTls(line);
      if (keyword.startsWith('lua-load') && compareVersions(facts.version, [3, 1]) >= 0) line.use('lua-bool', '', 0);
      warnDeprecated(line, deprecation);
    }
    return;
  }
  if (!proxy && section !== 'global') {
    run(line, entry);
    return;
  }
  // Rules came to defaults sections with 2.5.
  const older = proxy?.defaults === true && compareVersions(facts.version, [2, 5]) < 0;
  if (proxy?.defaults && (head.notInDefaults || (head.notInAnonymous && (older || !proxy.named)))) {
    if (head.notInAnonymous && !older) {
      line.error('misplaced-keyword', 0, `"${keyword}" needs a defaults section with a name: give this one a name.`);
    } else line.error('misplaced-keyword', 0, `"${keyword}" is not allowed in a defaults section.`);
    return;
  }
  if (proxy && head.strict && isOtherSide(proxy, head.frontend, head.backend)) {
    const home = head.frontend ? 'frontend' : 'backend';
    line.error(
      'misplaced-keyword',
      0,
      `"${keyword}" is not allowed in a ${proxy.kind}: move it to a ${home} or listen section.`,
    );
    return;
  }
  // What is ignored is still read, and refused where it cannot be.
  if (sideWarning(line, 0, head.frontend, head.backend) && head.unread) return;
  run(line, entry);
  warnDeprecated(line, keyword === 'option' && proxy ? deprecationOf(facts, `option ${line.value(1)}`) : deprecation);
}

function warnDeprecated(line: DirectiveLine, deprecation: Deprecation | undefined): void {
  if (deprecation === undefined) return;
  const message = `HAProxy warns since ${deprecation.since} that this will go. Instead: ${deprecation.instead}.`;
  if (deprecation.silenced) line.use('deprecated', message, 0);
  else if (deprecation.unplaced) line.warnUnplaced('deprecated-keyword', 0, message);
  else line.warn('deprecated-keyword', 0, message);
}

function isExperiment(keyword: string, version: Version): boolean {
  if (keyword === 'tune.fd.edge-triggered') return compareVersions(version, [2, 6]) >= 0;
  return keyword === 'force-cfg-parser-pause' || keyword === 'trace';
}

/** Reports a keyword that this version has no more. True also where it still has it: nothing else is to be said then. */
function reportsRemoval(line: DirectiveLine, removed: Table<string> | undefined): boolean {
  const keyword = line.value(0);
  const [since = '', instead = ''] = removed?.get(keyword)?.split(': ') ?? [];
  if (since === '') return false;
  if (compareVersions(line.context.facts.version, parseVersion(since) ?? []) < 0) return true;
  line.error('removed-keyword', 0, `HAProxy has no "${keyword}" since ${since}. Instead: ${instead}.`);
  return true;
}

/** Runs the check that a grammar names in parentheses, or matches the grammar. */
function run(line: DirectiveLine, { check, grammar }: KeywordEntry): void {
  const { proxy } = line.context;
  if (proxy) takePlaces(line, line.value(0), proxy);
  if (check !== undefined) checks.get(check)?.(line);
  else matchGrammar(line, grammar, 1);
  if (line.context.section === 'global') checkGlobalTls(line);
  if (line.value(0) === 'email-alert' && !line.failed) line.use('email', '', 0);
}

/** Notes where a line of a proxy takes its samples. */
function takePlaces(line: DirectiveLine, keyword: string, proxy: ProxyContext): void {
  const rule = keyword === 'stick' || keyword === 'balance' ? `${keyword} ${line.value(1)}` : keyword;
  line.conditionPlaces = placesOf(rule, proxy);
  line.places = line.conditionPlaces;
  if (rule === 'use_backend') line.places = placesOf('use_backend name', proxy);
  else if (proxy.defaults && rule.includes('format')) line.places = 0;
}

/** Reports a keyword that other versions have. */
function otherVersions(line: DirectiveLine, { since }: Head): void {
  const { version } = line.context.facts;
  const isEarly = since !== undefined && compareVersions(version, parseVersion(since) ?? []) < 0;
  const others = isEarly ? 'newer versions have it' : 'older versions had it';
  line.error('unknown-keyword', 0, `HAProxy ${formatVersion(version)} has no "${line.value(0)}": ${others}.`);
}

function unknownKeyword(line: DirectiveLine, grammars: Table<string>): void {
  const { section, facts, proxy } = line.context;
  const keyword = line.value(0);
  const guess = guessOf(keyword, keywordsOf(facts, proxy ? 'listen' : section, grammars));
  const elsewhere = guess ? undefined : homeOf(keyword, facts);
  const help = guess ? didYouMean(guess) : elsewhere ? ` It belongs to ${elsewhere}.` : '';
  line.error(
    elsewhere ? 'misplaced-keyword' : 'unknown-keyword',
    0,
    `"${keyword}" is not a keyword of a "${section}" section.${help}`,
    guess,
  );
}

const keywordLists = memo((_facts: Facts) => new Map<string, readonly string[]>());

/** All words that a line of a section may start with. */
function keywordsOf(facts: Facts, section: string, grammars: Table<string>): readonly string[] {
  const lists = keywordLists(facts);
  const known = lists.get(section);
  if (known) return known;
  const prefix = `${section} `;
  const registered = [...facts.keywords].filter((name) => name.startsWith(prefix));
  const list = [...grammars.keys(), ...registered.map((name) => name.slice(prefix.length)), ...sectionKeywords];
  lists.set(section, list);
  return list;
}

function homeOf(keyword: string, facts: Facts): string | undefined {
  if (proxyGrammar.has(keyword) || facts.keywords.has(`listen ${keyword}`))
    return 'a proxy (frontend, backend, listen, defaults)';
  if (globalGrammar.has(keyword) || facts.keywords.has(`global ${keyword}`)) return 'the "global" section';
  const home = [...sectionGrammars].find(([, grammars]) => grammars.has(keyword))?.[0];
  return home && `a "${home}" section`;
}
