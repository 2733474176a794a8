import { type CommandLine, simpleCommands } from '../../command-line.ts';
import { checksOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const checkStopsKeepalived: KeepalivedRule = {
  scope: 'keepalived',
  id: 'check-stops-keepalived',
  severity: 'warning',
  verdict: 'own',
  summary: 'A check that stops or restarts keepalived.',
  check(file, report) {
    const { config, path } = file;

    for (const { owner, command, value } of checksOf(config)) {
      if (!simpleCommands(command).some(stopsKeepalived)) continue;
      report({
        at: { path, site: value.site },
        message: `"${owner}" stops keepalived when its test fails. Nothing starts it again when the service is back, and a restart repeats the election every time. Let the check only return a failure: keepalived then gives the addresses away and takes them back by itself.`,
      });
    }
  },
};

function stopsKeepalived({ name, args }: CommandLine): boolean {
  const target = args.some((arg) => /^keepalived(?:\.service)?$/.test(arg) || arg.endsWith('/keepalived'));
  if (name === 'systemctl' || name === 'service' || name === 'rc-service') {
    return target && args.some((arg) => /^(?:stop|restart|kill|try-restart)$/.test(arg));
  }
  if (name === 'keepalived' && args.length === 1) return args[0] === 'stop' || args[0] === 'restart';
  return (name === 'killall' || name === 'pkill') && target && !args.some((arg) => /^-(?:0|s0)$/.test(arg));
}
