import { decryptionOf } from '../../../languages/haproxy/conditions/tls.ts';
import { aclsAsking, usesOf } from '../../../languages/haproxy/conditions/uses.ts';
import { type Directive, directiveSite } from '../../../languages/haproxy/config.ts';
import { relatedLines } from '../../haproxy-uses.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const clientCertificateNotAsked: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'client-certificate-not-asked',
  severity: 'warning',
  verdict: 'own',
  summary: 'Conditions on the client’s certificate where no `bind` line asks for one.',
  sections: ['frontend', 'listen'],
  keywords: ['bind'],
  checkSection(section, report, { path }) {
    const { text } = section.syntax;
    if (!text.includes('ssl_c_') && !text.includes('ssl_fc_has_crt')) return;
    const decryption = decryptionOf(section);
    if (!decryption || decryption.encrypted.length === 0 || decryption.encrypted.some(mayAsk)) return;
    const uses = usesOf(section, certificate, 'ssl_');
    const [use] = uses;
    if (!use) return;
    const lines = [...uses.map(({ directive }) => directive), ...aclsAsking(section, certificate)];
    const without = decryption.encrypted.find(({ args }) => args.some(({ value }) => value === 'ca-file'));
    const bind = without ? '"ca-file" alone does not ask for one; a' : 'A';
    report({
      at: { path, site: directiveSite(section, use.directive, use.first, use.last) },
      message: `There is never a client certificate here: no "bind" line of this section asks for one. ${bind}dd "verify required" or "verify optional" with "ca-file" to it.`,
      ...(use.asked === undefined && { severity: 'hint' }),
      related: [
        ...relatedLines(section, path, lines, use.directive, 'Asks for the certificate, too.'),
        ...relatedLines(section, path, decryption.encrypted, use.directive, 'Does not ask clients for a certificate.'),
      ],
    });
  },
};

const certificate = /^ssl_(?:c_[a-z]|fc_has_crt)/;

/** `verify` other than `none`, or lists of certificates, which have settings of their own. */
function mayAsk({ args }: Directive): boolean {
  return args.some(({ value }, at) => value === 'crt-list' || (value === 'verify' && args[at + 1]?.value !== 'none'));
}
