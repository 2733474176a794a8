import { decryptionOf } from '../../../languages/haproxy/conditions/tls.ts';
import { aclsAsking, usesOf } from '../../../languages/haproxy/conditions/uses.ts';
import { directiveSite } from '../../../languages/haproxy/config.ts';
import { relatedLines } from '../../haproxy-uses.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const clientHelloBehindTlsBind: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'client-hello-behind-tls-bind',
  severity: 'warning',
  verdict: 'own',
  summary: '`req.ssl_sni` and the like in a proxy that decrypts: the greeting of TLS is gone.',
  sections: ['frontend', 'listen'],
  keywords: ['bind'],
  checkSection(section, report, { path }) {
    const { text } = section.syntax;
    if (!text.includes('req.ssl_') && !text.includes('req_ssl_')) return;
    const decryption = decryptionOf(section);
    if (!decryption || decryption.encrypted.length < decryption.binds.length) return;
    const uses = usesOf(section, greeting, 'ssl_');
    const [use] = uses;
    if (!use) return;
    const lines = [...uses.map(({ directive }) => directive), ...aclsAsking(section, greeting)];
    report({
      at: { path, site: directiveSite(section, use.directive, use.first, use.last) },
      message:
        'This never matches: HAProxy decrypts on every "bind" of this section, and what rules see has no TLS greeting any more. Ask "ssl_fc_sni" for the name and "ssl_fc" for TLS, or take "ssl" off the bind lines if the servers decrypt.',
      related: [
        ...relatedLines(section, path, lines, use.directive, 'Asks for the greeting, too.'),
        ...relatedLines(section, path, decryption.encrypted, use.directive, 'Decrypts.'),
      ],
    });
  },
};

const greeting =
  /^req[._]ssl_(?:alpn|cipherlist|ec_ext|hello_type|keyshare_groups|sigalgs|sni|st_ext|supported_groups|ver)/;
