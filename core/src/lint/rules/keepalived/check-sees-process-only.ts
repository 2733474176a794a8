import { simpleCommands } from '../../command-line.ts';
import { checksOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const checkSeesProcessOnly: KeepalivedRule = {
  scope: 'keepalived',
  id: 'check-sees-process-only',
  severity: 'information',
  verdict: 'own',
  summary: 'A check that only asks whether a process exists: `killall -0`, `pidof`, `pgrep`.',
  check(file, report) {
    const { config, path } = file;

    for (const { command, value } of checksOf(config)) {
      const commands = simpleCommands(command);
      const only = commands.every(({ name, args }) => isProcessTest(name, args));
      const first = commands[0];
      if (!only || !first) continue;
      report({
        at: { path, site: value.site },
        message: `This check only shows that a process called ${first.args.at(-1) ?? '?'} exists: one that hangs, an old worker or one in another container passes too. Ask the service itself (HAProxy: a monitor-uri or the stats socket), or use vrrp_track_process, which notices the end of a process at once.`,
      });
    }
  },
};

function isProcessTest(name: string, args: readonly string[]): boolean {
  if (name === 'killall') return args.some((arg) => /^-(?:0|s0|SIG0)$/.test(arg));
  return name === 'pidof' || name === 'pgrep';
}
