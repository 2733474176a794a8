import { simpleCommands } from '../../command-line.ts';
import { checksOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const checkAlwaysSucceeds: KeepalivedRule = {
  scope: 'keepalived',
  id: 'check-always-succeeds',
  severity: 'warning',
  verdict: 'own',
  summary: 'A check that cannot fail.',
  check(file, report) {
    const { config, path } = file;

    for (const { owner, command, value } of checksOf(config)) {
      const last = simpleCommands(command).at(-1);
      if (!last || !cannotFail(last.name, last.args)) continue;
      report({
        at: { path, site: value.site },
        message: `"${owner}" ends with "${last.name}", which always succeeds, so the check never fails. Let the command that tests the service decide the result.`,
      });
    }
  },
};

function cannotFail(name: string, args: readonly string[]): boolean {
  if (name === 'exit') return args.length === 0 ? false : args[0] === '0';
  return /^(?:true|:|echo|printf|sleep|logger|date)$/.test(name);
}
