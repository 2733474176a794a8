import { settingNamed } from '../../../languages/keepalived/config.ts';
import { notifySettings } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const commandArgumentsUnquoted: KeepalivedRule = {
  scope: 'keepalived',
  id: 'command-arguments-unquoted',
  severity: 'warning',
  verdict: 'own',
  summary: 'A command with arguments outside quotes, which keepalived does not pass on.',
  check(file, report) {
    const { config, path } = file;

    const notifies = [...config.instances, ...config.syncGroups].flatMap(({ settings }) => notifySettings(settings));
    for (const { args } of notifies) {
      const [command, first, ...rest] = args;
      if (!command || !first || command.quoted || args.some(({ known }) => !known)) continue;
      if (/[\u201c\u201d\u2018\u2019']/.test(command.value)) continue;
      // `notify_master /path user group` is right.
      if (rest.length < 2 && !isArgument(first.value) && !rest.some(({ value }) => isArgument(value))) continue;
      report({
        at: { path, site: first.site },
        message: `Only "${command.value}" is the command here: the words after it are taken for the user and the group to run it as, and with unknown ones keepalived ignores the line. Put command and arguments into double quotes.`,
      });
    }
    for (const script of config.scripts) {
      const [command, first] = settingNamed(script.settings, 'script')?.args ?? [];
      if (!command || !first || /^['\u201c\u201d\u2018\u2019]/.test(command.value)) continue;
      report({
        at: { path, site: first.site },
        message: `Only "${command.value}" is run: keepalived drops the words after it without a message. Put command and arguments into double quotes.`,
      });
    }
  },
};

/** Whether a word cannot be meant as a user or a group. */
function isArgument(word: string): boolean {
  return (
    /^(?:master|backup|fault|stop|start|up|down|eth\d+|ens\d+)$/i.test(word) || !/^[a-z_][a-z0-9_-]*\$?$/.test(word)
  );
}
