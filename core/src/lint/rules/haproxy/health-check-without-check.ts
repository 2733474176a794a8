import { directiveSite, directivesOf, serverHas, serverSwitchedOn } from '../../../languages/haproxy/config.ts';
import { fix, insertAfter } from '../../fix.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const healthCheckWithoutCheck: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'health-check-without-check',
  severity: 'warning',
  verdict: 'own',
  summary: '`option httpchk` and the like in a section none of whose servers is checked.',
  sections: ['backend', 'listen'],
  keywords: ['option'],
  checkSection(section, report, context) {
    const option = directivesOf(section, 'option').find(
      ({ negated, first }) => !negated && checkOption.test(first?.value ?? ''),
    );
    if (!option || section.servers.length === 0) return;
    if (section.byKeyword.has('server-template')) return;
    // Another server may track one of these; that needs a check as well.
    const checked = section.servers.some(
      (server) =>
        serverSwitchedOn(context, server, 'check', 'no-check') ||
        serverHas(context, server, 'track') ||
        serverHas(context, server, 'agent-check'),
    );
    if (checked) return;
    const name = option.first?.value ?? '';
    const servers = directivesOf(section, 'server').filter(({ negated }) => !negated);
    report({
      at: { path: context.path, site: directiveSite(section, option) },
      message: `"option ${name}" only says how to check, and no server here has "check": nothing is ever tested, and dead servers stay in use. Add "check" to the server lines, or "default-server check".`,
      ...(servers.length === section.servers.length && {
        fixes: [
          fix(
            'Add check to the servers',
            ...servers.map((server) =>
              insertAfter({ path: context.path, site: directiveSite(section, server) }, ' check'),
            ),
          ),
        ],
      }),
    });
  },
};

const checkOption =
  /^(?:httpchk|tcp-check|ssl-hello-chk|smtpchk|mysql-check|pgsql-check|redis-check|ldap-check|external-check|spop-check)$/;
