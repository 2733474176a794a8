import { mayHold, serverSwitchedOn } from '../../../languages/haproxy/config.ts';
import { checkKindOf, isChecked, lineOf, ownWord, serverPort, usesTls } from '../../haproxy-checks.ts';
import { hasPreprocessor, isWhollyKnown } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const httpToTlsPort: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'http-to-tls-port',
  severity: 'warning',
  verdict: 'own',
  summary: 'A server at port 443 of a section in HTTP mode, without `ssl`.',
  sections: ['backend', 'listen'],
  keywords: ['server'],
  checkSection(section, report, context) {
    if (!mayHold(section, '443') || hasPreprocessor(section) || !isWhollyKnown(section, context)) return;
    const { defaults, path } = context;
    const mode = section.mode ?? defaults?.mode;
    if (!mode?.known || mode.name !== 'http') return;
    // Another rule speaks of the checks, which fail first.
    const asks = checkKindOf(context) === 'httpchk';
    const servers = section.servers.filter(
      (server) =>
        serverPort(server) === '443' &&
        !serverSwitchedOn(context, server, 'ssl', 'no-ssl') &&
        !(asks && isChecked(context, server) && !usesTls(context, server)) &&
        !serverSwitchedOn(context, server, 'disabled', 'enabled') &&
        // Options of TLS are another finding.
        (usesTls(context, server) || ownWord(server, tlsWords) === undefined) &&
        lineOf(section, server)?.certain === true,
    );
    const [first] = servers;
    if (!first) return;
    report({
      at: { path, site: first.site },
      message:
        'Requests go in plain HTTP to port 443, where TLS is usual: the server answers 400 or closes the connection. Add "ssl" with "verify" to the server, or "mode tcp" if the TLS of the clients is to pass through.',
      related: servers.slice(1, 9).map(({ site }) => ({ at: { path, site }, message: 'The same.', mirrored: false })),
    });
  },
};

const tlsWords = ['verify', 'verifyhost', 'ca-file', 'crl-file', 'sni', 'check-sni', 'no-ssl', 'no-check-ssl'];
