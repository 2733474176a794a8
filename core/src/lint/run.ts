import { failureOf } from '../base/failure.ts';
import { memo } from '../base/memo.ts';
import { firewall, query } from '../base/query.ts';
import { sameFacts, sameFields, sameIfAny } from '../base/same-items.ts';
import type { Version } from '../base/version.ts';
import { type Cluster, type FileSite, filesOf, type NodeFile } from '../cluster/cluster.ts';
import { type HaproxyConfig, haproxyFiles } from '../languages/haproxy/config.ts';
import { overviewOf } from '../languages/haproxy/overview.ts';
import type { SectionIssues } from '../languages/haproxy/validate/issue.ts';
import { validateHaproxy } from '../languages/haproxy/validate/validate.ts';
import { isComplete, standsAlone } from '../languages/haproxy/whole.ts';
import { type KeepalivedConfig, keepalivedFiles } from '../languages/keepalived/config.ts';
import type { Mend } from '../languages/keepalived/validate/issue.ts';
import { validateKeepalivedVariants } from '../languages/keepalived/validate/variants.ts';
import type { LanguageId, SourceFile } from '../languages/language.ts';
import { haproxyProgram, keepalivedProgram } from '../languages/programs.ts';
import type { Chunk } from '../syntax/chunk.ts';
import type { DocumentIdentity, Stretch } from '../syntax/stretch.ts';
import { allPlacesOf, type Finding, type Fix, type Problem } from './finding.ts';
import { notJudged, startOf } from './not-judged.ts';
import { rules } from './registry.generated.ts';
import {
  type ClusterContext,
  type HaproxyFactsRule,
  type HaproxyRule,
  type HaproxySectionRule,
  publishedId,
  type Rule,
  type RuleContext,
} from './rule.ts';
import { ruleOf } from './rule-of.ts';
import { checkSections } from './section-rules.ts';
import { chunksOfCluster, type KeepalivedChunks, shownFinding } from './shown-finding.ts';
import { certainInCluster } from './template-clusters.ts';
import type { RestsOn } from './traits.ts';

/** Which findings are wanted. */
export interface RunOptions {
  /** Leave out everything that is not the real program's own verdict. */
  readonly onlyProgram: boolean;
}

/** The findings of one HAProxy file by itself. */
export function checkHaproxy(file: NodeFile<HaproxyConfig>, around: RuleContext, options: RunOptions): Finding[] {
  const context = { ...around, complete: isComplete(file, around.loadedTogether) };
  const findings: Finding[] = [];
  for (const stretch of file.config.syntax.stretches) appendTo(findings, errorsIn(stretch, file.path));
  const start = (): FileSite => startOf(file.path, file.config.syntax.chunks);
  isolated('the verdict of haproxy', start, findings, () => {
    for (const list of verdicts(file, context)) appendTo(findings, verdictsOf(list, file.path, options));
  });
  const rules = haproxyRules(options);
  for (const rule of rules.whole) {
    isolated(publishedId(rule), start, findings, () => {
      if ('factsOf' in rule) appendTo(findings, judged(rule)(file.config.syntax.identity, file, context));
      else rule.check(file, (problem) => findings.push(finding(rule, problem)), context);
    });
  }
  isolated('the rules about sections', start, findings, () => {
    const alone = context.loadedTogether.length <= 1;
    const whole = alone && (overviewOf(file.config).hasGlobal || standsAlone(file, context.loadedTogether));
    const beside = { path: file.path, version: context.version, alone, whole };
    checkSections(file.config, rules.sections, beside, finding, findings);
  });
  return findings;
}

/** What a rule finds by the facts that it takes of a file; judged again only where they are others than before. */
const judged = memo((rule: HaproxyFactsRule) =>
  firewall<DocumentIdentity, [NodeFile<HaproxyConfig>, RuleContext], Judgeable, readonly Finding[]>(
    (file, context) => ({ path: file.path, facts: rule.factsOf(file, context) }),
    sameFields<Judgeable>({ path: Object.is, facts: sameIfAny(sameFacts) }),
    ({ path, facts }) => {
      const findings: Finding[] = [];
      if (facts) rule.judge(facts, (problem) => findings.push(finding(rule, problem)), path);
      return findings;
    },
  ),
);

interface Judgeable {
  readonly path: string;
  readonly facts: object | undefined;
}

/** Runs something whose failure must cost nothing but its own answer: a finding then says that it is missing. */
function isolated(what: string, at: () => FileSite, findings: Finding[], work: () => void): void {
  try {
    work();
  } catch (thrown) {
    findings.push(notJudged(failureOf(what, thrown), at()));
  }
}

/** What the program itself says about a file; the rules of these ids only document it. */
function verdicts(file: NodeFile<HaproxyConfig>, context: RuleContext): readonly (readonly SectionIssues[])[] {
  const { loadedTogether, version, complete } = context;
  return validateHaproxy(file.config.syntax, syntaxesOf(loadedTogether), version, complete);
}

/** The same list for the same list: what is known of all files of a machine is found by it. */
const syntaxesOf = memo((configs: readonly HaproxyConfig[]) => configs.map(({ syntax }) => syntax));

const errorsIn = query((stretch: Stretch, path: string) => syntaxFindings(haproxyProgram.id, path, stretch));

function verdictsOf(list: readonly SectionIssues[], path: string, { onlyProgram }: RunOptions): readonly Finding[] {
  return onlyProgram ? placedVerdictsIn(list, path) : verdictsIn(list, path);
}

/** Without those for which the program names no line. */
const placedVerdictsIn = query((list: readonly SectionIssues[], path: string) =>
  verdictsIn(
    list.map((section) => ({ ...section, issues: section.issues.filter(({ unplaced }) => !unplaced) })),
    path,
  ),
);

const verdictsIn = query((list: readonly SectionIssues[], path: string) =>
  list.flatMap(({ section, issues }) =>
    issues.map(
      (issue): Finding =>
        shownFinding({
          rule: `haproxy/${issue.id}`,
          severity: issue.severity,
          message: issue.message,
          at: { path, site: { chunk: section, range: issue.range } },
          related: [],
          ...(issue.guess && { guess: issue.guess }),
        }),
    ),
  ),
);

/** Without a spread, which a list of a hundred thousand would break. */
function appendTo(findings: Finding[], more: readonly Finding[]): void {
  for (const found of more) findings.push(found);
}

/**
 * The findings of one keepalived file by itself. `variants` are its models, one for each configuration id that its
 * conditional lines name; what several of them report counts once.
 */
export function checkKeepalived(
  path: string,
  variants: readonly [KeepalivedConfig, ...KeepalivedConfig[]],
  context: RuleContext,
  options: RunOptions,
): Finding[] {
  const { configuration } = variants[0];
  const together = configuration.files.flatMap((file) => file.syntax.chunks);
  const findings = configuration.files.flatMap((file) => syntaxFindings(keepalivedProgram.id, file.path, file.syntax));
  const add = onceAtEachPlace(findings);
  const addOnce = (found: Finding): void =>
    add(configuration.files.length > 1 ? inItsFile(found, configuration.pathOf) : found);
  const start = (): FileSite => startOf(path, configuration.files[0]?.syntax.chunks ?? []);
  for (const rule of ofScope(wanted(options), keepalivedProgram.id)) {
    if (!('check' in rule)) continue;
    isolated(publishedId(rule), start, findings, () => {
      for (const config of variants) {
        rule.check({ path, config }, (problem) => addOnce(finding(rule, problem, together)), context);
      }
    });
  }
  isolated('the verdict of keepalived', start, findings, () => {
    const shown = new Set(wanted(options).map(publishedId));
    for (const { id, severity, message, site, mend, word } of validateKeepalivedVariants(
      configuration,
      context.version,
    )) {
      const rule = publishedId({ scope: keepalivedProgram.id, id });
      if (!shown.has(rule)) continue;
      const fixes = mend && mendingFixes(path, site.chunk, mend);
      const found = {
        rule,
        severity,
        message,
        at: { path, site },
        related: [],
        ...(fixes && { fixes }),
        ...(word && { word }),
      };
      addOnce(shownFinding(found, together));
    }
  });
  return findings;
}

/** The finding with its places in the files that they are in, which may be included ones. */
function inItsFile(found: Finding, pathOf: (chunk: Chunk, path: string) => string): Finding {
  const moved = ({ path, site }: FileSite): FileSite => ({ path: pathOf(site.chunk, path), site });
  return {
    ...found,
    at: moved(found.at),
    related: found.related.map((place) => ({ ...place, at: moved(place.at) })),
    ...(found.fixes && {
      fixes: found.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, at: moved(edit.at) })) })),
    }),
  };
}

/** A word of a definition is not written where it is used, and cannot be mended there. */
function mendingFixes(path: string, chunk: Chunk, { title, range, from, to, safe }: Mend): Fix[] | undefined {
  if (chunk.text.slice(range.start, range.end) !== from) return undefined;
  return [{ title, edits: [{ at: { path, site: { chunk, range } }, text: to }], safe }];
}

/** The findings of a file in a language without rules: what its parser and the language itself find wrong. */
export function checkPlain(file: SourceFile, version: Version): Finding[] {
  const { path, language, syntax } = file;
  const findings = syntaxFindings(language.id, path, syntax);
  for (const { id, severity, message, site } of language.issuesIn?.(file, version) ?? []) {
    findings.push(shownFinding({ rule: `${language.id}/${id}`, severity, message, at: { path, site }, related: [] }));
  }
  return findings;
}

/** The findings between the files of one cluster. */
export function checkCluster(cluster: Cluster, context: ClusterContext, options: RunOptions): Finding[] {
  const findings: Finding[] = [];
  const yielding: Finding[] = [];
  const start = (): FileSite => startOfCluster(cluster);
  const together = chunksOfCluster(cluster);
  for (const rule of wanted(options)) {
    if (rule.scope !== 'cluster') continue;
    const list = rule.yields ? yielding : findings;
    isolated(publishedId(rule), start, findings, () =>
      rule.check(cluster, (problem) => list.push(finding(rule, problem, together)), context),
    );
  }
  const certain = [...certainInCluster(cluster, findings, restsOn)];
  certain.push(...withoutExplained(certain, certainInCluster(cluster, yielding, restsOn)));
  // An error is a promise, and here it is not even certain that the machines belong together.
  const said = cluster.doubtful
    ? certain.map((found): Finding => (found.severity === 'error' ? { ...found, severity: 'warning' } : found))
    : certain;
  const configurations = cluster.nodes.flatMap((node) =>
    filesOf(node, keepalivedFiles).map(({ config }) => config.configuration),
  );
  const including = configurations.filter(({ files }) => files.length > 1);
  if (including.length === 0) return said;
  const byMain = new Map(including.toReversed().map((configuration) => [configuration.files[0]?.path, configuration]));
  const pathOf = (chunk: Chunk, path: string): string => byMain.get(path)?.pathOf(chunk) ?? path;
  return said.map((found) => inItsFile(found, pathOf));
}

/** The place of a finding about a cluster as a whole: its first file. */
export function startOfCluster({ nodes }: Cluster): FileSite {
  for (const node of nodes) {
    for (const { path, config } of filesOf(node, keepalivedFiles))
      return startOf(path, config.configuration.files[0]?.syntax.chunks ?? []);
    for (const { path, config } of filesOf(node, haproxyFiles)) return startOf(path, config.syntax.chunks);
  }
  return startOf('', []);
}

/** What the rule of a finding compares. */
function restsOn(id: string): RestsOn | undefined {
  const rule = ruleOf(id);
  return rule?.scope === 'cluster' ? rule.restsOn : undefined;
}

/** Of `yielding` those that share no block with an error or a warning of `findings`. */
function withoutExplained(findings: readonly Finding[], yielding: readonly Finding[]): Finding[] {
  const blamed = new Map<Chunk, Set<string>>();
  for (const found of findings) {
    if (found.severity !== 'error' && found.severity !== 'warning') continue;
    for (const { path, site } of allPlacesOf(found)) {
      const paths = blamed.get(site.chunk);
      if (paths) paths.add(path);
      else blamed.set(site.chunk, new Set([path]));
    }
  }
  const isBlamed = ({ path, site }: FileSite): boolean => blamed.get(site.chunk)?.has(path) === true;
  return yielding.filter((found) => !allPlacesOf(found).some(isBlamed));
}

const ofProgram = rules.filter((rule) => rule.verdict === 'program');

function wanted(options: RunOptions): readonly Rule[] {
  return options.onlyProgram ? ofProgram : rules;
}

function ofScope<Scope extends Rule['scope']>(
  from: readonly Rule[],
  scope: Scope,
): readonly (Rule & { scope: Scope })[] {
  return from.filter((rule): rule is Rule & { scope: Scope } => rule.scope === scope);
}

interface HaproxyRules {
  readonly whole: readonly (HaproxyRule | HaproxyFactsRule)[];
  readonly sections: readonly HaproxySectionRule[];
}

const allHaproxyRules = sortRules(rules);
const programHaproxyRules = sortRules(ofProgram);

function haproxyRules(options: RunOptions): HaproxyRules {
  return options.onlyProgram ? programHaproxyRules : allHaproxyRules;
}

function sortRules(from: readonly Rule[]): HaproxyRules {
  const sections = from.filter((rule): rule is HaproxySectionRule => 'checkSection' in rule);
  const whole = ofScope(from, haproxyProgram.id).filter((rule) => 'check' in rule || 'factsOf' in rule);
  return { whole, sections };
}

function finding(rule: Rule, problem: Problem, together?: KeepalivedChunks): Finding {
  return shownFinding(
    {
      rule: publishedId(rule),
      severity: problem.severity ?? rule.severity,
      message: problem.message,
      at: problem.at,
      related: problem.related ?? [],
      ...(problem.guess && { guess: problem.guess }),
      ...(problem.fixes && { fixes: problem.fixes }),
    },
    together,
  );
}

/** Adds what no finding of the same rule at the same place is there for yet. */
function onceAtEachPlace(findings: Finding[]): (added: Finding) => void {
  const known = new Map<Chunk, Set<string>>();
  return (added) => {
    const { chunk, range } = added.at.site;
    const places = known.get(chunk) ?? new Set();
    known.set(chunk, places);
    const key = `${added.rule} ${range.start}`;
    if (places.has(key)) return;
    places.add(key);
    findings.push(added);
  };
}

function syntaxFindings(scope: LanguageId, path: string, { chunks }: Pick<Stretch, 'chunks'>): Finding[] {
  const findings: Finding[] = [];
  for (const chunk of chunks) {
    for (const { id, message, range } of chunk.errors) {
      const at = { path, site: { chunk, range } };
      findings.push(shownFinding({ rule: `${scope}/${id}`, severity: 'error', message, at, related: [] }));
    }
  }
  return findings;
}
