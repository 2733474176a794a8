import { serverHas } from '../../../languages/haproxy/config.ts';
import { checkKindOf, isChecked, usesTls } from '../../haproxy-checks.ts';
import { hasPreprocessor } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const helloCheckInsideTls: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'hello-check-inside-tls',
  severity: 'warning',
  verdict: 'own',
  summary: '`option ssl-hello-chk` for servers whose checks use TLS already.',
  sections: ['backend', 'listen'],
  keywords: ['server'],
  checkSection(section, report, context) {
    if (checkKindOf(context) !== 'ssl-hello-chk' || hasPreprocessor(section)) return;
    const server = section.servers.find(
      (one) =>
        isChecked(context, one) &&
        usesTls(context, one) &&
        (serverHas(context, one, 'check-ssl') || !(serverHas(context, one, 'port') || serverHas(context, one, 'addr'))),
    );
    if (!server) return;
    report({
      at: { path: context.path, site: server.site },
      message: `The health check of "${server.name}" fails: with TLS on the connection, "option ssl-hello-chk" sends its own hello inside of it, which no server understands. Remove the option: the handshake itself is the check.`,
    });
  },
};
