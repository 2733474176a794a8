import { settingNamed } from '../../../languages/keepalived/config.ts';
import type { KeepalivedRule } from '../../rule.ts';

export const mailsWithoutServer: KeepalivedRule = {
  scope: 'keepalived',
  id: 'mails-without-server',
  severity: 'information',
  verdict: 'own',
  summary: 'Recipients of mails, but no `smtp_server`.',
  check(file, report) {
    const { config, path } = file;

    const mails = settingNamed(config.globals, 'notification_email');
    if (!mails || config.hasIncludes || settingNamed(config.globals, 'smtp_server')) return;
    report({
      at: { path, site: mails.site },
      message:
        'No smtp_server is named, so keepalived sends no mail at all, and nobody hears of a failover. Add smtp_server with the address of a mail server, or remove the recipients.',
    });
  },
};
