import { memo } from '../../../base/memo.ts';
import { didYouMean, guessOf } from '../../../base/nearest.ts';
import type { Table } from '../../../base/table.ts';
import { timesForgotten } from '../../../base/text-cache.ts';
import { shiftRange } from '../../../base/text-range.ts';
import { compareVersions, formatVersion, parseVersion, type Version } from '../../../base/version.ts';
import { type HaproxyLine, isKnownWord } from '../lexer.ts';
import type { SectionSyntax } from '../parser.ts';
import { sectionKeywords, sectionVersions } from '../sections.ts';
import { DeclaredAcls, everywhere, type InheritedAcls, noAcls } from './acl-names.ts';
import { checks } from './checks.ts';
import { fetchPlaces } from './condition.ts';
import { type Blocks, branchOf, directiveFault, readDirective } from './conditional.ts';
import { type Facts, factsFor } from './facts.ts';
import { parseGrammar } from './grammar.ts';
import { globalGrammar } from './grammar-global.ts';
import { proxyGrammar, removedGlobal, removedKeywords } from './grammar-proxy.ts';
import { sectionGrammars } from './grammar-sections.ts';
import { registeredGlobal } from './grammar-tuning.ts';
import { checkHeader } from './header.ts';
import type { Issue } from './issue.ts';
import { type Deprecation, deprecationOf, entryOf, type KeywordEntry } from './keyword-entry.ts';
import { DirectiveLine, type KnownOfLines, type LineContext, type ProxyContext } from './line.ts';
import { matchGrammar } from './match.ts';
import { type Filled, orderIssue, stageOf } from './order.ts';
import { placesOf } from './places.ts';
import { sharedParameters, textAfterAddress } from './plain-server.ts';
import type { Head } from './proxy-kinds.ts';
import { isOtherSide, sideWarning } from './sides.ts';
import { checkGlobalTls } from './tls.ts';
import type { Use } from './uses.ts';

/** Everything outside a section that its own findings depend on. Small, and compared by `isSame` in validate.ts. */
export interface Surroundings {
  readonly version: Version;
  readonly blocks: Blocks;
  readonly mode: string | undefined;
  /** ACLs of the defaults section; undefined when that is not certain. */
  readonly inheritedAcls: InheritedAcls | undefined;
  readonly luaLoaded: boolean;
}

const proxyKinds: ReadonlySet<string> = new Set(['frontend', 'backend', 'listen', 'defaults']);
const negatable: ReadonlySet<string> = new Set([
  'option',
  'log',
  'busy-polling',
  'set-dumpable',
  'strict-limits',
  'insecure-fork-wanted',
  'numa-cpu-mapping',
]);

/** The program's verdict on each line of one section, and the `.if` blocks that are open behind it. */
export function checkSection(
  section: SectionSyntax,
  around: Surroundings,
): { issues: readonly Issue[]; uses: readonly Use[]; blocks: Blocks } {
  const facts = factsFor(around.version);
  const kind = (section.hasHeader ? section.lines[0]?.values[0] : undefined) ?? '';
  const proxy = proxyKinds.has(kind) ? proxyContext(section, kind, around) : undefined;
  const verdicts = verdictsFor(around, kind, proxy);
  const context: LineContext = { facts, known: verdicts, section: kind, proxy, luaLoaded: around.luaLoaded };
  const issues: Issue[] = [];
  const uses: Use[] = [];
  let { blocks } = around;
  let orphans = false;
  let missing = false;
  /** Whether lines are judged one by one; those before the first header and those behind a refused one are not. */
  let judged = kind !== '';
  const filled: Filled = { stages: 0 };
  const { lines, lineStarts } = section;
  const readsFormats = proxy?.mode === 'tcp' && proxy.frontend && !proxy.defaults;
  /** Whether a line of which nothing is to be said changes nothing for those below. */
  let finishedLinesCanBeSkipped = false;
  let httpLog: { readonly line: HaproxyLine; readonly index: number } | undefined;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (finishedLinesCanBeSkipped && line?.judgedIn === verdicts && line.verdict === fine) continue;
    const first = line?.values[0];
    if (!line || first === undefined) continue;
    if (readsFormats) httpLog = logFormatBehind(line, index, httpLog);
    // Lines that stay what they are wherever they stand have a verdict: most lines need no more than to find it.
    let verdict = verdictOn(line, verdicts);
    if (!verdict) {
      const directive = readDirective(line, blocks, around.version);
      if (directive) {
        const fault = line.errors.length > 0 ? undefined : directiveFault(line, blocks, around.version);
        if (fault) {
          const wrong = new DirectiveLine(line, context);
          wrong.error('invalid-condition', fault.at, `${fault.why}.`);
          for (const issue of wrong.issues) issues.push(moved(issue, lineStarts[index] ?? 0));
        }
        // A line that cannot be read opens nothing.
        if (line.errors.length === 0) blocks = directive;
        finishedLinesCanBeSkipped = judged && blocks.length === 0 && !readsFormats;
        continue;
      }
      if (!isKnownWord(line, 0) || line.errors.length > 0) continue;
    }
    if ((blocks.length > 0 && branchOf(blocks) !== 'taken') || (!verdict && !line.certain && hasSeveral(line))) {
      const name = line.values[1];
      if (first === 'acl' && name !== undefined) proxy?.acls.declare(name, everywhere);
      continue;
    }
    const start = lineStarts[index] ?? 0;
    if (judged && index > 0) {
      verdict ??= judge(line, context, verdicts);
      if (verdict === fine) continue;
      if (verdict.acl !== undefined && proxy) declareAcl(line, context, proxy);
      for (const issue of verdict.issues) issues.push(moved(issue, start));
      const misplaced = proxy && verdict.stage >= 0 ? orderIssue(line, verdict.stage, filled) : undefined;
      if (misplaced) issues.push(moved(misplaced, start));
      for (const use of verdict.uses) uses.push({ ...use, range: shiftRange(use.range, start) });
      continue;
    }
    const checked = new DirectiveLine(line, context);
    if (index === 0 && section.hasHeader) {
      missing = !inVersion(kind, around.version);
      if (missing) checked.error('unknown-keyword', 0, `This version of HAProxy has no section "${kind}".`);
      else orphans = !checkHeader(checked);
      judged = !missing && !orphans;
      finishedLinesCanBeSkipped = judged && blocks.length === 0 && !readsFormats;
    } else if (missing) {
      checked.error(
        'unknown-keyword',
        0,
        `This version of HAProxy has no section "${kind}", and takes this line for one of the section above.`,
      );
    } else if (orphans) {
      checked.error(
        'misplaced-keyword',
        0,
        'This line belongs to no section: HAProxy refuses the header above, and then every line below it.',
      );
    }
    for (const issue of checked.issues) issues.push(moved(issue, start));
    for (const use of checked.uses) uses.push({ ...use, range: shiftRange(use.range, start) });
  }
  if (httpLog) issues.push(moved(httpLogIssue(httpLog.line), lineStarts[httpLog.index] ?? 0));
  return { issues, uses, blocks };
}

function declareAcl(line: HaproxyLine, context: LineContext, { acls }: ProxyContext): void {
  const name = line.values[1];
  if (name === undefined) return;
  const sample = line.values[2];
  const places = sample !== undefined && isKnownWord(line, 2) ? fetchPlaces(sample, { context }) : everywhere;
  acls.declare(name, places);
}

/** The line that sets an HTTP format of logs, when no line below sets another. */
function logFormatBehind<At extends { readonly line: HaproxyLine; readonly index: number }>(
  line: HaproxyLine,
  index: number,
  before: At | undefined,
): { readonly line: HaproxyLine; readonly index: number } | undefined {
  const [first, second] = line.values;
  if (first === 'log-format' || first?.startsWith('.')) return undefined;
  if (first !== 'option' || second === undefined) return before;
  if (/^https?log$/.test(second)) return { line, index };
  return second === 'tcplog' ? undefined : before;
}

function httpLogIssue({ words }: HaproxyLine): Issue {
  return {
    id: 'misplaced-keyword',
    severity: 'warning',
    message: `"option ${words[1]?.value}" needs "mode http": HAProxy warns and logs as with "option tcplog".`,
    range: words[1]?.range ?? { start: 0, end: 0 },
  };
}

function moved(issue: Issue, start: number): Issue {
  return { ...issue, range: shiftRange(issue.range, start) };
}

/** Whether a variable of the line may stand for several words. */
function hasSeveral({ words }: HaproxyLine): boolean {
  for (const word of words) if (!word.known && word.value.includes('[*]')) return true;
  return false;
}

interface Verdict {
  readonly issues: readonly Issue[];
  /** Of a line that is refused nothing is looked up. */
  readonly uses: readonly Use[];
  /** The name that an `acl` line declares. */
  readonly acl: string | undefined;
  /** The list of rules that it adds to (`stageOf`); -1 for none, or where it is refused. */
  readonly stage: number;
}

/** Of all lines of which nothing is to be said: most. */
const fine: Verdict = { issues: [], uses: [], acl: undefined, stage: -1 };

/**
 * What is known in one context. Many lines of a configuration are equal, and equal lines are one object, which has room
 * for one verdict: those on lines that stand in several contexts are here.
 */
interface Verdicts extends KnownOfLines {
  readonly others: Map<HaproxyLine, Verdict>;
  /** `timesForgotten` when they were looked at last: then those of lines that are gone go with them. */
  since: number;
}

function verdictOn(line: HaproxyLine, verdicts: Verdicts): Verdict | undefined {
  if (line.judgedIn === verdicts) return line.verdict as Verdict;
  return line.judgedIn === undefined ? undefined : verdicts.others.get(line);
}

function keep(line: HaproxyLine, verdicts: Verdicts, verdict: Verdict): void {
  if (line.judgedIn !== undefined && line.judgedIn !== verdicts) verdicts.others.set(line, verdict);
  else {
    line.judgedIn = verdicts;
    line.verdict = verdict;
  }
}

const verdictsByContext = memo((_version: Version) => new Map<string, Verdicts>());
const keptVerdicts = 60_000;

/** Everything of a context but the ACLs; see `DirectiveLine.needsAcls` for those. */
function verdictsFor({ version, luaLoaded }: Surroundings, section: string, proxy: ProxyContext | undefined): Verdicts {
  const all = verdictsByContext(version);
  const key = proxy
    ? `${section} ${luaLoaded} ${proxy.named} ${proxy.mode ?? '?'} ${proxy.aclsKnown}`
    : `${section} ${luaLoaded}`;
  const known = all.get(key);
  if (known && known.since !== timesForgotten()) {
    known.others.clear();
    known.since = timesForgotten();
  }
  if (known && known.others.size <= keptVerdicts) return known;
  if (all.size > 100) all.clear();
  const fresh = {
    others: new Map<HaproxyLine, Verdict>(),
    since: timesForgotten(),
    keywords: new Map(),
    parameters: new Set<string>(),
    sharedParameters: new Set<string>(),
  };
  all.set(key, fresh);
  return fresh;
}

/** Judges a line, and keeps the verdict where it depends on nothing but the line and its surroundings. */
function judge(line: HaproxyLine, context: LineContext, verdicts: Verdicts): Verdict {
  const behind = line.certain ? textAfterAddress(line) : undefined;
  if (behind !== undefined && verdicts.parameters.has(behind)) {
    keep(line, verdicts, fine);
    return fine;
  }
  const shared = behind === undefined ? undefined : sharedParameters(line, context);
  if (shared !== undefined && verdicts.sharedParameters.has(shared)) {
    keep(line, verdicts, fine);
    return fine;
  }
  const first = line.values[0];
  const negation = line.values.length > 1 && (first === 'no' || first === 'default') ? first : undefined;
  const checked = new DirectiveLine(line, context, negation);
  checkDirective(checked);
  const verdict = verdictOf(line, checked);
  if (!checked.needsAcls) keep(line, verdicts, verdict);
  if (verdict === fine) {
    remember(verdicts.parameters, behind);
    remember(verdicts.sharedParameters, shared);
  }
  return verdict;
}

function remember(known: Set<string>, text: string | undefined): void {
  if (text !== undefined && known.size < keptVerdicts) known.add(text);
}

function verdictOf({ values }: HaproxyLine, { issues, failed, uses }: DirectiveLine): Verdict {
  if (failed) return { ...fine, issues };
  const acl = values[0] === 'acl' ? values[1] : undefined;
  const stage = stageOf(values);
  return issues.length + uses.length === 0 && acl === undefined && stage < 0 ? fine : { issues, uses, acl, stage };
}

function inVersion(kind: string, version: Version): boolean {
  const versions = sectionVersions.get(kind);
  const since = versions?.[0];
  const until = versions?.[1];
  return (!since || compareVersions(version, since) >= 0) && (!until || compareVersions(version, until) < 0);
}

function proxyContext(section: SectionSyntax, kind: string, around: Surroundings): ProxyContext {
  const name = section.lines[0]?.values[1];
  return {
    kind,
    named: name !== undefined && !(kind === 'defaults' && name === 'from'),
    frontend: kind !== 'backend',
    backend: kind !== 'frontend',
    defaults: kind === 'defaults',
    mode: around.mode,
    acls: new DeclaredAcls(around.inheritedAcls ?? noAcls),
    aclsKnown: around.inheritedAcls !== undefined,
  };
}

function checkDirective(line: DirectiveLine): void {
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
