import { mayHold } from '../../../languages/haproxy/config.ts';
import { fix, insertAfter } from '../../fix.ts';
import {
  checkKindOf,
  checkPortOf,
  connectsByRule,
  isChecked,
  lineOf,
  mayCheckTlsPort,
  ownWord,
  placeOfWord,
  tlsPorts,
  usesTls,
} from '../../haproxy-checks.ts';
import { hasPreprocessor, isWhollyKnown } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const httpCheckOnTlsPort: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'http-check-on-tls-port',
  severity: 'warning',
  verdict: 'own',
  summary: '`option httpchk` asks a TLS port in plain text: the server is down for HAProxy.',
  sections: ['backend', 'listen'],
  keywords: ['server'],
  checkSection(section, report, context) {
    // All of the ports end in it.
    if (!mayHold(section, '443') && context.defaults?.serverDefaults.includes('port') !== true) return;
    if (checkKindOf(context) !== 'httpchk') return;
    if (hasPreprocessor(section) || connectsByRule(context) || !isWhollyKnown(section, context)) return;
    const servers = section.servers.filter(
      (server) =>
        mayCheckTlsPort(context, server) &&
        tlsPorts.has(checkPortOf(context, server)) &&
        isChecked(context, server) &&
        !usesTls(context, server) &&
        // Options of TLS are another finding.
        ownWord(server, tlsWords) === undefined &&
        lineOf(section, server)?.certain === true,
    );
    const [first] = servers;
    if (!first) return;
    const inTcp = (section.mode ?? context.defaults?.mode)?.name !== 'http';
    const places = servers.map((server) => placeOfWord(context, context.path, server, 'check'));
    const all = places.flatMap((place) => (place ? [insertAfter(place, ' check-ssl verify none')] : []));
    report({
      at: { path: context.path, site: first.site },
      message: `The health check sends plain HTTP to port ${checkPortOf(context, first)}, where TLS is usual: the server answers with an error or not at all, and HAProxy takes it for down. ${inTcp ? 'Add "check-ssl verify none", or "check-ssl" with "ca-file", to the server.' : 'Add "ssl" with "verify" to the server, or "check-ssl" if only the check needs it.'}`,
      related: servers
        .slice(1, 9)
        .map(({ site }) => ({ at: { path: context.path, site }, message: 'The same.', mirrored: false })),
      ...(inTcp && all.length === servers.length && { fixes: [fix('Check over TLS: check-ssl verify none', ...all)] }),
    });
  },
};

const tlsWords = ['verify', 'verifyhost', 'ca-file', 'crl-file', 'sni', 'check-sni', 'no-ssl', 'no-check-ssl'];
