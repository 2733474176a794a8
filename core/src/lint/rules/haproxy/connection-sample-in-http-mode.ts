import { decryptionOf } from '../../../languages/haproxy/conditions/tls.ts';
import { aclsAsking, usesOf } from '../../../languages/haproxy/conditions/uses.ts';
import { directiveSite } from '../../../languages/haproxy/config.ts';
import { relatedLines } from '../../haproxy-uses.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const connectionSampleInHttpMode: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'connection-sample-in-http-mode',
  severity: 'warning',
  // HAProxy tells the lines, but not which ones are of a section that it disables.
  verdict: 'own',
  summary: '`req.ssl_sni`, `req.len`, `req.payload` and the like in HTTP mode, where they give nothing.',
  sections: ['frontend', 'listen', 'backend'],
  checkSection(section, report, { path, defaults }) {
    const { text } = section.syntax;
    if (!mentions.some((mention) => text.includes(mention))) return;
    const mode = section.mode ?? defaults?.mode;
    if (!mode?.known || mode.name !== 'http' || section.conditional || section.byKeyword.has('disabled')) return;
    const decryption = decryptionOf(section);
    const decrypts = decryption && decryption.encrypted.length === decryption.binds.length;
    const uses = usesOf(section, ofConnections, '', false).filter(
      // Another rule speaks of greetings that HAProxy has taken away.
      ({ asked }) => !decrypts || asked?.term.keywords?.some((keyword) => !greeting.test(keyword)),
    );
    const [use] = uses;
    if (!use) return;
    const isGreeting = use.asked?.term.keywords?.some((keyword) => greeting.test(keyword));
    const lines = [...uses.map(({ directive }) => directive), ...aclsAsking(section, ofConnections)];
    report({
      at: { path, site: directiveSite(section, use.directive, use.first, use.last) },
      message: `This never matches, and HAProxy warns: in HTTP mode rules see requests, and no bytes of the connection. ${isGreeting ? 'Ask "ssl_fc_sni" or "hdr(host)", or set "mode tcp" where TLS passes through.' : 'Ask for parts of the request, or set "mode tcp".'}`,
      related: relatedLines(section, path, lines, use.directive, 'Asks for it, too.'),
    });
  },
};

const mentions: readonly string[] = ['req.ssl_', 'req_ssl_', 'req.len', 'req_len', 'payload', 'rdp_cookie'];
const ofConnections = /^(?:req[._](?:ssl_|len(?![\w])|payload|rdp_cookie)|payload|rdp_cookie)/;
const greeting = /^req[._]ssl_/;
