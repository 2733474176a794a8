import type { HostLine } from '../../../languages/host/host-file.ts';
import type { ClusterRule } from '../../rule.ts';
import { runScripts } from '../../run-scripts.ts';

export const checkResultHidden: ClusterRule = {
  scope: 'cluster',
  id: 'check-result-hidden',
  severity: 'warning',
  verdict: 'own',
  summary: 'A check script ends well whatever it has found.',
  check(cluster, report) {
    for (const { file, command, path } of runScripts(cluster, 'check')) {
      const { lines } = file.config;
      const last = lastCommand(lines);
      if (!last || lines.some(mayFail)) continue;
      report({
        at: { path: file.path, site: last.site },
        message: `The script ends with "${shorten(last.text)}" and nothing in it ends otherwise, so it always succeeds: ${command.owner} never fails, and the address stays on a node whose service is down. Let the last command be the check, or end with "exit 1" where it failed.`,
        related: [{ at: { path, site: command.value.site }, message: `${command.owner} runs it`, mirrored: false }],
      });
    }
  },
};

/** How deep conditions are looked into. */
const mostDepth = 8;

/**
 * The last command of a script that ends well, or of every branch of the condition that it ends with; undefined where
 * one of them may end otherwise. A condition of which no branch is taken ends well.
 */
function lastCommand(lines: readonly HostLine[], depth = 0): HostLine | undefined {
  const last = lines.at(-1);
  if (last?.text !== 'fi') return last && endsWell(last) ? last : undefined;
  let open = 0;
  let end = lines.length - 1;
  let found: HostLine | undefined;
  for (let at = end; at >= 0; at--) {
    const text = lines[at]?.text ?? '';
    if (text === 'fi') open++;
    else if (/^if\b/.test(text) && !/\bfi\b/.test(text)) open--;
    const isBranch = open === 1 && /^(?:else|elif\b.*)$/.test(text);
    if (!isBranch && open > 0) continue;
    // A `then` on a line of its own belongs to the condition.
    const branch = lines.slice(at + 1, end).filter((line, index) => index > 0 || line.text !== 'then');
    const own = depth < mostDepth ? lastCommand(branch, depth + 1) : undefined;
    if (!own) return undefined;
    found ??= own;
    end = at;
    if (open === 0) return found;
  }
  return undefined;
}

/** Something that ends the script with a failure, or with a result that is not known here. */
function mayFail({ text }: HostLine): boolean {
  return (
    /\bexit\s+(?!0\b)\S|\bexit\s*(?:$|[;}&|])|\breturn\b|\bset\s+-\w*e|\bexec\b|\berrexit\b/.test(text) ||
    endsItself(text)
  );
}

/** `kill … $$` */
function endsItself(text: string): boolean {
  const kill = text.search(/\bkill\b/);
  return kill >= 0 && text.indexOf('$$', kill) >= 0;
}

/** Commands whose own success is all that they tell. */
function endsWell({ text }: HostLine): boolean {
  if (/(?:\|\||;)\s*(?:true|:|exit\s+0)\s*;?$/.test(text)) return true;
  return /^(?:exit\s+0|true|:|echo\b|printf\b|logger\b|sleep\b|systemctl\s+(?:re)?start\b|service\s+\S+\s+(?:re)?start\b)[^|&]*$/.test(
    text,
  );
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
