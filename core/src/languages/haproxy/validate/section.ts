import { shiftRange } from '../../../base/text-range.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import { type HaproxyLine, isKnownWord } from '../lexer.ts';
import type { SectionSyntax } from '../parser.ts';
import { sectionVersions } from '../sections.ts';
import { DeclaredAcls, everywhere, type InheritedAcls, noAcls } from './acl-names.ts';
import { fetchPlaces } from './condition.ts';
import { type Blocks, branchOf, directiveFault, readDirective } from './conditional.ts';
import { factsFor } from './facts.ts';
import { checkHeader } from './header.ts';
import type { Issue } from './issue.ts';
import { DirectiveLine, type LineContext, type ProxyContext } from './line.ts';
import { type Filled, orderIssue } from './order.ts';
import type { Use } from './uses.ts';
import { fine, judge, verdictOn, verdictsFor } from './verdicts.ts';

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

/** The program's verdict on each line of one section, and the `.if` blocks that are open behind it. */
export function checkSection(
  section: SectionSyntax,
  around: Surroundings,
): { issues: readonly Issue[]; uses: readonly Use[]; blocks: Blocks } {
  const facts = factsFor(around.version);
  const kind = (section.hasHeader ? section.lines[0]?.values[0] : undefined) ?? '';
  const proxy = proxyKinds.has(kind) ? proxyContext(section, kind, around) : undefined;
  const verdicts = verdictsFor(around.version, around.luaLoaded, kind, proxy);
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
