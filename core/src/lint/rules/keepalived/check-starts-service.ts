import { simpleCommands } from '../../command-line.ts';
import { checksOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const checkStartsService: KeepalivedRule = {
  scope: 'keepalived',
  id: 'check-starts-service',
  severity: 'warning',
  verdict: 'own',
  summary: 'A check that starts the service that it should test.',
  check(file, report) {
    const { config, path } = file;

    for (const { owner, command, value } of checksOf(config)) {
      const starter = simpleCommands(command).find(
        ({ name, args }) =>
          /^(?:systemctl|service|rc-service)$/.test(name) &&
          args.some((arg) => /^(?:start|restart|reload-or-restart)$/.test(arg)) &&
          !args.some((arg) => arg.startsWith('keepalived')),
      );
      if (!starter) continue;
      report({
        at: { path, site: value.site },
        message: `"${owner}" starts the service itself, and its result is that of the start. The failure is hidden, keepalived keeps the addresses where nothing answers, and every run may wait for the start. Leave the restart to systemd (Restart=always) and let the check only test.`,
      });
    }
  },
};
