import type { Cluster, NodeFile } from '../cluster/cluster.ts';
import type { HaproxyConfig } from '../languages/haproxy/config.ts';
import type { KeepalivedConfig } from '../languages/keepalived/config.ts';
import type { SyntaxFile } from '../syntax/chunk.ts';
import type { Finding, Problem } from './finding.ts';
import { rules } from './registry.generated.ts';
import { publishedId, type Rule, type RuleContext } from './rule.ts';

/** Which findings are wanted. */
export interface RunOptions {
  /** Leave out everything that is not the real program's own verdict. */
  readonly onlyProgram: boolean;
}

/** The findings of one HAProxy file by itself. */
export function checkHaproxy(file: NodeFile<HaproxyConfig>, context: RuleContext, options: RunOptions): Finding[] {
  const findings = syntaxFindings('haproxy', file.path, file.config.syntax);
  for (const rule of wanted(options)) {
    if (rule.scope === 'haproxy' && 'check' in rule)
      rule.check(file, (problem) => findings.push(finding(rule, problem)), context);
  }
  return findings;
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
  const findings = syntaxFindings('keepalived', path, variants[0].syntax);
  for (const rule of wanted(options)) {
    if (rule.scope !== 'keepalived' || !('check' in rule)) continue;
    for (const config of variants) {
      rule.check({ path, config }, (problem) => addOnce(findings, finding(rule, problem)), context);
    }
  }
  return findings;
}

/** The findings between the files of one cluster. */
export function checkCluster(cluster: Cluster, context: RuleContext, options: RunOptions): Finding[] {
  const findings: Finding[] = [];
  for (const rule of wanted(options)) {
    if (rule.scope === 'cluster') rule.check(cluster, (problem) => findings.push(finding(rule, problem)), context);
  }
  return findings;
}

function wanted(options: RunOptions): readonly Rule[] {
  return options.onlyProgram ? rules.filter((rule) => rule.verdict === 'program') : rules;
}

function finding(rule: Rule, problem: Problem): Finding {
  return {
    rule: publishedId(rule),
    severity: problem.severity ?? rule.severity,
    message: problem.message,
    at: problem.at,
    related: problem.related ?? [],
  };
}

function addOnce(findings: Finding[], added: Finding): void {
  const { site } = added.at;
  const known = findings.some(
    (other) =>
      other.rule === added.rule && other.at.site.chunk === site.chunk && other.at.site.range.start === site.range.start,
  );
  if (!known) findings.push(added);
}

function syntaxFindings(scope: 'haproxy' | 'keepalived', path: string, syntax: SyntaxFile): Finding[] {
  return syntax.chunks.flatMap((chunk) =>
    chunk.errors.map(
      (error): Finding => ({
        rule: `${scope}/${error.id}`,
        severity: 'error',
        message: error.message,
        at: { path, site: { chunk, range: error.range } },
        related: [],
      }),
    ),
  );
}
