import { type CommandLine, shellScript, simpleCommands } from '../../command-line.ts';
import { checksOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';
import { harmlessEnds } from '../../shell-outcome.ts';

export const checkAlwaysSucceeds: KeepalivedRule = {
  scope: 'keepalived',
  id: 'check-always-succeeds',
  severity: 'warning',
  verdict: 'own',
  summary: 'A check that cannot fail.',
  check(file, report) {
    const { config, path } = file;

    for (const { owner, command, value, script } of checksOf(config)) {
      const last = harmlessEnd(command);
      if (last === undefined) continue;
      report({
        at: { path, site: value.site },
        message: `"${owner}" ends with "${last}", which always succeeds, so the check ${script?.reverse ? 'is reversed and always counts as failed' : 'never fails'}. Let the command that tests the service decide the result.`,
      });
    }
  },
};

/** The command that makes the check end well, whatever came before. */
function harmlessEnd(command: CommandLine): string | undefined {
  if (!command.shell) return harmlessPrograms.test(command.name) ? command.name : undefined;
  const script = shellScript(command);
  return harmlessEnds(script) && simpleCommands(command).at(-1)?.name;
}

const harmlessPrograms = /^(?:true|:|echo|printf|sleep|logger|date)$/;
