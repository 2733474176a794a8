import { parseIp } from '../../../base/ip-address.ts';
import { type CommandLine, simpleCommands } from '../../command-line.ts';
import { checksOf } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const checkWithoutFall: KeepalivedRule = {
  scope: 'keepalived',
  id: 'check-without-fall',
  severity: 'information',
  verdict: 'own',
  summary: 'A check that pings another machine counts its first failure.',
  check(file, report) {
    const { config, path } = file;

    for (const { script, command, value } of checksOf(config)) {
      if (!script || (script.fall?.value ?? 1) > 1) continue;
      const target = simpleCommands(command).flatMap(pinged)[0];
      if (target === undefined) continue;
      report({
        at: { path, site: value.site },
        message: `One lost packet to ${target} is one failure, and one failure counts here: the address moves although nothing is wrong with the service. Add "fall 2" or more.`,
      });
    }
  },
};

/** The addresses of other machines that a command pings. */
function pinged({ name, args }: CommandLine): readonly string[] {
  if (!/^(?:f|arp)?ping6?$/.test(name)) return [];
  return args.filter((arg) => {
    const address = parseIp(arg)?.text;
    return address !== undefined && !address.startsWith('127.') && address !== '::1';
  });
}
