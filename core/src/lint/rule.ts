import type { Version } from '../base/version.ts';
import type { Work } from '../base/work.ts';
import type { Cluster, ClusterNode, NodeFile } from '../cluster/cluster.ts';
import { keepalivedOn, type NodeVersions } from '../cluster/versions.ts';
import type { HaproxyConfig, HaproxySection, ServerScope } from '../languages/haproxy/config.ts';
import type { KeepalivedConfig } from '../languages/keepalived/config.ts';
import type { haproxyProgram, keepalivedProgram } from '../languages/programs.ts';
import type { Problem, Severity } from './finding.ts';
import type { RestsOn, RuleTraits } from './traits.ts';

/** What a rule may know beside the file or cluster that it checks. */
export interface RuleContext {
  /** Of the program that reads the file. */
  readonly version: Version;
  /** The HAProxy files that one process loads together, the checked one among them. */
  readonly loadedTogether: readonly HaproxyConfig[];
  /** Those are all that there is: what none of them has does not exist. Of a HAProxy file that is checked. */
  readonly complete?: boolean;
}

/** What a rule may know beside the cluster that it checks. */
export interface ClusterContext {
  /** Which versions run on each node. */
  readonly versionsOf: NodeVersions;
  /** Takes work that would take too long now: the rule reports when it is over. Absent: all is done at once. */
  readonly postpone?: (work: Work<unknown>) => void;
}

/** The keepalived that runs on a node. */
export function keepalivedOf(node: ClusterNode, { versionsOf }: ClusterContext): Version {
  return keepalivedOn(node, versionsOf);
}

export type Report = (problem: Problem) => void;

/** Rules about one language have its id as their scope. */
type HaproxyScope = typeof haproxyProgram.id;
type KeepalivedScope = typeof keepalivedProgram.id;

interface RuleFacts extends RuleTraits {
  /** Kebab case, the bad pattern: "allow priorities-equal" reads well. Equals the file's name. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence for the table of rules. */
  readonly summary: string;
  /**
   * `program`: the real program reports it too, at this line, by its own check. `own`: haconf's judgement, also when the
   * program reports it without a line; left out where only the program's verdict is wanted.
   */
  readonly verdict: 'program' | 'own';
}

export interface HaproxyRule extends RuleFacts {
  readonly scope: HaproxyScope;
  check(file: NodeFile<HaproxyConfig>, report: Report, context: RuleContext): void;
}

/**
 * A rule about a whole file that first takes from it what it judges by. Its findings are kept as long as that is the same:
 * the very same things, or lists of the very same things. After an edit elsewhere nothing is judged again, and as `judge`
 * sees nothing but these facts, none of them can be forgotten.
 */
export interface HaproxyFactsRule<Facts extends object = object> extends RuleFacts {
  readonly scope: HaproxyScope;
  /** Undefined where there is nothing to judge. What it takes of sections should be kept with their stretches. */
  factsOf(file: NodeFile<HaproxyConfig>, context: RuleContext): Facts | undefined;
  judge(facts: Facts, report: Report, path: string): void;
}

/** Everything beside a section that a rule about sections may know. Findings are kept as long as none of it changes. */
export interface SectionContext {
  readonly path: string;
  /** Of HAProxy. */
  readonly version: Version;
  /** The `defaults` section that the section takes its settings from, where it is in the file. */
  readonly defaults: HaproxySection | undefined;
  /** The file is the only one that its process loads: what is not in it does not exist. */
  readonly alone: boolean;
  /** It is, and it is no piece of a configuration whose rest is not at hand: it has a global section, or all the others. */
  readonly whole: boolean;
}

/**
 * A rule that looks at one section of a HAProxy file at a time. Prefer it to `HaproxyRule`: after an edit only the
 * sections that changed are looked at again.
 */
export interface HaproxySectionRule extends RuleFacts {
  readonly scope: HaproxyScope;
  /** Kinds of the sections that it looks at. */
  readonly sections: readonly string[];
  /** Of those it looks only at the ones that have a line of one of these keywords; without it, at all. */
  readonly keywords?: readonly string[];
  checkSection(section: HaproxySection, report: Report, context: SectionContext & ServerScope): void;
}

export interface KeepalivedRule extends RuleFacts {
  readonly scope: KeepalivedScope;
  check(file: NodeFile<KeepalivedConfig>, report: Report, context: RuleContext): void;
}

export interface ClusterRule extends RuleFacts {
  readonly scope: 'cluster';
  /**
   * It sees that something is wrong, others know what: its problems are left out where another rule between files has
   * an error or a warning in one of the same blocks.
   */
  readonly yields?: true;
  /** What it compares; without it the rule is silent where anything of the cluster comes from a template. */
  readonly restsOn?: RestsOn;
  check(cluster: Cluster, report: Report, context: ClusterContext): void;
}

/** A problem of the text itself, found by a parser; the rule only documents it. */
export interface SyntaxRule extends RuleFacts {
  readonly scope: HaproxyScope | KeepalivedScope;
  readonly syntax: true;
}

export type Rule = HaproxyRule | HaproxyFactsRule | HaproxySectionRule | KeepalivedRule | ClusterRule | SyntaxRule;

/** The id under which a rule is published: in diagnostics, settings, suppressions and documentation. */
export function publishedId(rule: Pick<Rule, 'scope' | 'id'>): string {
  return `${rule.scope}/${rule.id}`;
}
