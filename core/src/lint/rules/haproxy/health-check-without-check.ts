import { directiveSite, isSwitchedOn, serverOptions } from '../../../languages/haproxy/config.ts';
import type { HaproxyRule } from '../../rule.ts';

export const healthCheckWithoutCheck: HaproxyRule = {
  scope: 'haproxy',
  id: 'health-check-without-check',
  severity: 'warning',
  verdict: 'own',
  summary: '`option httpchk` and the like in a section none of whose servers is checked.',
  check(file, report) {
    const { config, path } = file;

    for (const section of config.sections) {
      if (section.kind !== 'backend' && section.kind !== 'listen') continue;
      const option = section.directives.find(
        ({ keyword, negated, args }) => keyword === 'option' && !negated && checkOption.test(args[0]?.value ?? ''),
      );
      if (!option || section.servers.length === 0) continue;
      if (section.directives.some(({ keyword }) => keyword === 'server-template')) continue;
      // Another server may track one of these; that needs a check as well.
      const checked = section.servers.some((server) => {
        const options = serverOptions(config, server);
        return (
          options.includes('track') || options.includes('agent-check') || isSwitchedOn(options, 'check', 'no-check')
        );
      });
      if (checked) continue;
      const name = option.args[0]?.value ?? '';
      report({
        at: { path, site: directiveSite(section, option) },
        message: `"option ${name}" only says how to check, and no server here has "check": nothing is ever tested, and dead servers stay in use. Add "check" to the server lines, or "default-server check".`,
      });
    }
  },
};

const checkOption =
  /^(?:httpchk|tcp-check|ssl-hello-chk|smtpchk|mysql-check|pgsql-check|redis-check|ldap-check|external-check|spop-check)$/;
