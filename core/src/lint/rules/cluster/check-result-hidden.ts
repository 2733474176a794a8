import type { HostFileText, HostLine } from '../../../languages/host/host-file.ts';
import type { ClusterRule } from '../../rule.ts';
import { runScripts } from '../../run-scripts.ts';
import { harmlessEnds, type ShellStatement } from '../../shell-outcome.ts';

export const checkResultHidden: ClusterRule = {
  scope: 'cluster',
  id: 'check-result-hidden',
  severity: 'warning',
  verdict: 'own',
  summary: 'A check script ends well whatever it has found.',
  check(cluster, report) {
    for (const { file, command, path } of runScripts(cluster, 'check')) {
      if (!isShell(file.config)) continue;
      const ends = harmlessEnds(file.config.text) ?? [];
      const lines = ends.map((end) => lineOf(file.config, end));
      const last = lines.at(-1);
      if (!last) continue;
      report({
        at: { path: file.path, site: last.site },
        message: `The script ends with "${shorten(last.text)}" and nothing in it ends otherwise, so it always succeeds: ${command.owner} ${command.script?.reverse ? 'is reversed and always counts as failed' : 'never fails, and the address stays on a node whose service is down'}. ${prints(ends) ? 'keepalived reads no output: write "exit 0" and "exit 1" where the script prints a number.' : 'Let the last command be the check, or end with "exit 1" where it failed.'}`,
        related: [{ at: { path, site: command.value.site }, message: `${command.owner} runs it`, mirrored: false }],
      });
    }
  },
};

/** Other languages have other words. */
function isShell({ text }: HostFileText): boolean {
  return !text.startsWith('#!') || /^#![^\n]*\b(?:ba|da|a|k|z)?sh\s*(?:\n|$|-(?!\w*e))/.test(text);
}

function lineOf({ lines }: HostFileText, { start }: ShellStatement): HostLine | undefined {
  return lines.find(({ site }) => site.range.start <= start && start < site.range.end);
}

/** It prints what it was meant to end with. */
function prints(ends: readonly ShellStatement[]): boolean {
  return ends.some(({ text }) => /^(?:echo|printf)\s+["']?-?\d+["']?$/.test(text));
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
