import type { Condition } from '../../../languages/haproxy/conditions/condition.ts';
import { decryptionOf } from '../../../languages/haproxy/conditions/tls.ts';
import { aclsAsking, type SampleUse, usesOf } from '../../../languages/haproxy/conditions/uses.ts';
import { type Directive, directiveSite, type HaproxySection } from '../../../languages/haproxy/config.ts';
import { decides, relatedLines } from '../../haproxy-uses.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const tlsSampleWithoutTls: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'tls-sample-without-tls',
  severity: 'warning',
  verdict: 'own',
  summary: '`ssl_fc` and the like in a proxy without a `bind … ssl`: never TLS, no name, no certificate.',
  sections: ['frontend', 'listen'],
  keywords: ['bind'],
  checkSection(section, report, { path }) {
    const { text } = section.syntax;
    if (!text.includes('ssl_fc') && !text.includes('ssl_c_')) return;
    const decryption = decryptionOf(section);
    if (!decryption || decryption.encrypted.length > 0) return;
    const uses = usesOf(section, ofTls, 'ssl_', text.includes('%[ssl_'));
    const bitten = uses.find((use) => biteOf(section, use) !== undefined);
    const use = bitten ?? uses.find(({ asked }) => asked && !asked.term.negated && !asked.condition.unless);
    if (!use) return;
    const lines = [...uses.map(({ directive }) => directive), ...aclsAsking(section, ofTls)];
    const effect = (bitten && biteOf(section, bitten)) ?? 'This never holds';
    report({
      at: { path, site: directiveSite(section, use.directive, use.first, use.last) },
      message: `${effect}: no "bind" line of this section has "ssl", so HAProxy decrypts nothing here, also of what comes with the PROXY protocol. Add "ssl crt …" to the bind line, or ask "req.ssl_sni" where TLS is passed on, or a header of whoever decrypts.`,
      ...(!bitten && { severity: 'hint' }),
      related: relatedLines(section, path, lines, use.directive, 'Asks for TLS, too.'),
    });
  },
};

const ofTls = /^ssl_f?c(?:$|_)/;

/** What becomes of requests because of it, where that cannot be meant. */
function biteOf(section: HaproxySection, { directive, asked }: SampleUse): string | undefined {
  if (!asked) return directive.keyword === 'use_backend' ? 'This names no backend' : undefined;
  if (!decides(directive)) return undefined;
  const { condition, term } = asked;
  // A negated term leaves it to the others.
  if (!term.negated) return condition.unless ? always(section, condition) : 'This never holds';
  return condition.unless ? undefined : always(section, condition);
}

/** Of a rule that TLS alone keeps from applying: it applies to all. */
function always(section: HaproxySection, { directive, alternatives }: Condition): string | undefined {
  if (alternatives.length !== 1 || alternatives[0]?.length !== 1) return undefined;
  const words = directive.args.map(({ value }) => value);
  if (words.includes('https')) {
    return section.binds.some(({ address }) => 'port' in address && address.port === '443')
      ? 'Clients are sent in circles, to where they come from'
      : undefined;
  }
  return refuses(directive) ? 'This refuses everybody' : undefined;
}

function refuses({ keyword, args }: Directive): boolean {
  const action = keyword.startsWith('tcp-') ? args[1]?.value : args[0]?.value;
  return /^(?:deny|reject|silent-drop|tarpit)$/.test(action ?? '');
}
