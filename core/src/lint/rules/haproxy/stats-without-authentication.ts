import { isLoopback } from '../../../base/ip-address.ts';
import { memo } from '../../../base/memo.ts';
import { directiveSite, directivesOf, type HaproxySection } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const statsWithoutAuthentication: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'stats-without-authentication',
  severity: 'information',
  verdict: 'own',
  summary: 'A statistics page that everybody can read, on an address that is not local.',
  sections: ['frontend', 'listen'],
  keywords: ['stats'],
  checkSection(section, report, { path, defaults }) {
    const stats = directivesOf(section, 'stats').filter(({ negated }) => !negated);
    const on = stats.find(({ first }) => first?.value === 'enable' || first?.value === 'uri');
    if (!on) return;
    const guarded = isGuarded(section) || (defaults !== undefined && isGuarded(defaults));
    const open = section.binds.some(
      ({ address }) => address.kind === 'ip' && !(address.host && isLoopback(address.host)),
    );
    if (guarded || !open) return;
    const admin = stats.find(({ first }) => first?.value === 'admin');
    report({
      at: { path, site: directiveSite(section, admin ?? on) },
      severity: admin ? 'warning' : 'information',
      message: `${admin ? 'Everybody who reaches this address can switch servers off' : 'Everybody who reaches this address sees the names, addresses and state of all servers'}. Add "stats auth <user>:<password>", limit it to your network, or bind 127.0.0.1.`,
    });
  },
};

/** Whether something keeps people out. Of a defaults section all of its proxies ask. */
const isGuarded = memo(({ directives }: HaproxySection): boolean =>
  directives.some(
    ({ keyword, first, args }) =>
      (keyword === 'stats' && /^(?:auth|http-request|scope)$/.test(first?.value ?? '')) ||
      (keyword === 'http-request' && /^(?:deny|auth|tarpit|reject|silent-drop)$/.test(first?.value ?? '')) ||
      (/^tcp-request$/.test(keyword) && args.some(({ value }) => value === 'reject')) ||
      keyword === 'block' ||
      (keyword === 'bind' && args.some(({ value }) => value === 'verify')),
  ),
);
