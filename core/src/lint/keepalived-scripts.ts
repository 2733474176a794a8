import { memo } from '../base/memo.ts';
import {
  type KeepalivedConfig,
  type Setting,
  settingNamed,
  type Value,
  type VrrpScript,
} from '../languages/keepalived/config.ts';
import { type CommandLine, parseCommand } from './command-line.ts';

/** A command that keepalived runs, as a check or to tell about a change of state. */
export interface RunCommand {
  readonly kind: 'check' | 'notify';
  /** `vrrp_script`'s name, or the keyword such as `notify_master`. */
  readonly owner: string;
  readonly command: CommandLine;
  readonly value: Value<string>;
  readonly script?: VrrpScript;
}

const notifyKeyword = /^notify(?:_(?:master|backup|fault|stop|deleted|master_rx_lower_pri))?$/;

/** The notify lines of a block. */
export function notifySettings(settings: readonly Setting[]): readonly Setting[] {
  return settings.filter((setting) => setting.keyword.startsWith('notify') && isNotify(setting));
}

function isNotify({ keyword, args }: Setting): boolean {
  return notifyKeyword.test(keyword) && args.length > 0;
}

/** Every check and notify command of the file whose text is known. */
export const commandsOf: (config: KeepalivedConfig) => readonly RunCommand[] = memo((config: KeepalivedConfig) => {
  const checks = config.scripts.flatMap((script): RunCommand[] => {
    const value = commandValue(settingNamed(script.settings, 'script'));
    return value ? [{ kind: 'check', owner: script.name, command: parseCommand(value.value), value, script }] : [];
  });
  const notifies = [...config.instances, ...config.syncGroups].flatMap(({ settings }) =>
    notifySettings(settings).flatMap((setting): RunCommand[] => {
      const value = commandValue(setting);
      return value ? [{ kind: 'notify', owner: setting.keyword, command: parseCommand(value.value), value }] : [];
    }),
  );
  return [...checks, ...notifies];
});

/** The checks among them. */
export const checksOf: (config: KeepalivedConfig) => readonly RunCommand[] = memo((config: KeepalivedConfig) =>
  commandsOf(config).filter((command) => command.kind === 'check'),
);

/** The first word after the keyword is the command, quoted when it has arguments. */
function commandValue(setting: Setting | undefined): Value<string> | undefined {
  const first = setting?.args[0];
  if (!setting || !first || setting.args.some((word) => !word.known)) return undefined;
  // Some quote the whole command with single quotes; those do not make one word of it.
  const value = first.quoted ? first.value : setting.args.map((word) => word.value).join(' ');
  return value.trim() === '' ? undefined : { value: value.trim(), site: first.quoted ? first.site : setting.site };
}
