import type { Setting } from '../../../languages/keepalived/config.ts';
import { notifySettings } from '../../keepalived-scripts.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const notifyWithoutWayBack: KeepalivedRule = {
  scope: 'keepalived',
  id: 'notify-without-way-back',
  severity: 'information',
  verdict: 'own',
  summary: '`notify_master` without a notification for leaving that state.',
  check(file, report) {
    const { config, path } = file;

    for (const instance of config.instances) {
      const settings = notifySettings(instance.settings);
      const master = settings.find(({ keyword }) => keyword === 'notify_master');
      if (
        !master ||
        leavesNothing(master) ||
        settings.some(({ keyword }) => keyword !== 'notify_master' && keyword !== 'notify_master_rx_lower_pri')
      )
        continue;
      report({
        at: { path, site: master.site },
        message: `${instance.name} tells when it becomes MASTER, but not when it stops being it, so what the command sets up stays on both nodes. Add notify_backup, notify_fault and notify_stop, or use notify, which is called for every change.`,
      });
    }
  },
};

/** A single command that tells somebody, or that makes a service read its files again. */
function leavesNothing({ args }: Setting): boolean {
  const text = args.map(({ value }) => value).join(' ');
  return !/[;&|]/.test(text) && /(?:^|[\s/"'])(?:reload|logger|mailx?|sendmail|arping|conntrack)(?![\w./-])/.test(text);
}
