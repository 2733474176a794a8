import { serverHas, serversMayHave } from '../../../languages/haproxy/config.ts';
import { checkKindOf, connectsByRule, isChecked, lineOf, ownWord, usesTls } from '../../haproxy-checks.ts';
import { hasPreprocessor } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const tlsOptionsWithoutSsl: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'tls-options-without-ssl',
  severity: 'warning',
  verdict: 'own',
  summary: 'A server with `verify`, `ca-file` or `sni` and without `ssl`: it is spoken to in plain text.',
  sections: ['backend', 'listen'],
  keywords: ['server'],
  checkSection(section, report, context) {
    if (!options.some((word) => serversMayHave(context, word)) || hasPreprocessor(section)) return;
    if (connectsByRule(context)) return;
    const servers = section.servers.filter(
      (server) =>
        ownWord(server, options) !== undefined &&
        !usesTls(context, server) &&
        !serverHas(context, server, 'no-ssl') &&
        lineOf(section, server)?.certain === true,
    );
    const [first] = servers;
    if (!first) return;
    const http = checkKindOf(context) === 'httpchk' && isChecked(context, first);
    report({
      at: { path: context.path, site: first.site },
      message: `${http ? 'Requests and health checks' : 'Traffic'} to "${first.name}" ${http ? 'go' : 'goes'} out in plain text: "${ownWord(first, options)}" does nothing without "ssl". ${http ? 'Add "ssl", or "check-ssl" where clients bring their own TLS and only the health check needs it.' : 'Add "ssl"; where clients bring their own TLS, remove the option.'}`,
      related: servers
        .slice(1, 9)
        .map(({ site }) => ({ at: { path: context.path, site }, message: 'The same.', mirrored: false })),
    });
  },
};

/** Parameters that say something about TLS and nothing else. */
const options = ['verify', 'verifyhost', 'ca-file', 'crl-file', 'sni', 'check-sni'];
