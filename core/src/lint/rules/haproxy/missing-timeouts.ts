import { memo } from '../../../base/memo.ts';
import { directivesOf, type HaproxySection } from '../../../languages/haproxy/config.ts';
import { addLineBelow, fix } from '../../fix.ts';
import { isWhollyKnown } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const missingTimeouts: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'missing-timeouts',
  severity: 'warning',
  // HAProxy names the proxy and no line.
  verdict: 'own',
  misses: 'defaults',
  follows: true,
  summary: 'A proxy without a timeout that it needs: dead connections stay for ever.',
  sections: ['frontend', 'backend', 'listen'],
  checkSection(section, report, context) {
    if (!isWhollyKnown(section, context) || directivesOf(section, 'disabled').length > 0) return;
    const { path, defaults } = context;
    const mode = section.mode ?? defaults?.mode;
    if (mode && (!mode.known || !/^(?:tcp|http)$/.test(mode.name))) return;
    const own = limitsOf(section);
    const inherited = defaults && limitsOf(defaults);
    const has = (name: string): boolean => own.get(name) ?? inherited?.get(name) ?? false;
    const missing: string[] = [];
    if (section.kind !== 'backend' && !has('client')) missing.push('client');
    const serves = section.servers.length > 0 || directivesOf(section, 'server-template').length > 0;
    if (section.kind !== 'frontend' && serves) {
      if (!has('connect')) missing.push('connect');
      if (!has('server') && (mode?.name === 'http' || !has('tunnel'))) missing.push('server');
    }
    if (missing.length === 0) return;
    const names = missing.map((name) => `"timeout ${name}"`).join(' and ');
    const usual = missing.map((name) => `timeout ${name} ${name === 'connect' ? '5s' : '1m'}`);
    const at = { path, site: section.site };
    // A line that is here already, such as a time of 0, has to be changed instead.
    const isNew = missing.every((name) => !own.has(name));
    report({
      at,
      message: `Without ${names} a connection that died silently stays for ever, until none is left. HAProxy warns of it. Set ${missing.length > 1 ? 'them' : 'it'} here or in the defaults.`,
      ...(isNew && {
        fixes: [
          fix(`Add ${usual.map((line) => `"${line}"`).join(' and ')}`, addLineBelow(at, usual.join('\n    '), 4)),
        ],
      }),
    });
  },
};

type Limits = ReadonlyMap<string, boolean | undefined>;

/** Which limits a section sets; a time of 0 is none. Of a defaults section all proxies ask. */
const limitsOf = memo((section: HaproxySection): Limits => {
  const timeouts = directivesOf(section, 'timeout');
  if (timeouts.length === 0) return noLimits;
  const limits = new Map<string, boolean | undefined>();
  for (const { first, args, negated } of timeouts) {
    if (negated || !first) continue;
    const value = args[1];
    limits.set(first.value, value && (!value.known || !/^0+(?:us|ms|s|m|h|d)?$/.test(value.value)));
  }
  return limits;
});

const noLimits: Limits = new Map();
