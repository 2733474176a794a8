import { simpleCommands } from '../../command-line.ts';
import { checksOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const checkSeesKeepalived: KeepalivedRule = {
  scope: 'keepalived',
  id: 'check-sees-keepalived',
  severity: 'information',
  verdict: 'own',
  summary: 'A check whether keepalived itself runs, which is always so.',
  check(file, report) {
    const { config, path } = file;

    for (const { owner, command, value } of checksOf(config)) {
      const looksAtItself = simpleCommands(command).some(
        ({ name, args }) =>
          /^(?:killall|pidof|pgrep|systemctl|service)$/.test(name) && args.some(isKeepalived) && !changes(args),
      );
      if (!looksAtItself) continue;
      report({
        at: { path, site: value.site },
        message: `"${owner}" asks whether keepalived runs. It does whenever the check is run, so it never fails and says nothing about the service. Check the service that uses the addresses.`,
      });
    }
  },
};

function isKeepalived(arg: string): boolean {
  return /^keepalived(?:\.service)?$/.test(arg);
}

function changes(args: readonly string[]): boolean {
  return args.some((arg) => /^(?:re)?(?:start|stop|load)$|^try-restart$/.test(arg));
}
