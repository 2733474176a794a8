import { directivesOf, type HaproxySection } from '../../../languages/haproxy/config.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const missingTimeouts: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'missing-timeouts',
  severity: 'warning',
  // HAProxy names the proxy and no line.
  verdict: 'own',
  summary: 'A proxy without a timeout that it needs: dead connections stay for ever.',
  sections: ['frontend', 'backend', 'listen'],
  checkSection(section, report, { path, defaults, whole }) {
    // What another file or another defaults section says cannot be seen.
    if ((!defaults && !whole) || defaults?.from !== undefined) return;
    if (section.conditional || defaults?.conditional || directivesOf(section, 'disabled').length > 0) return;
    const mode = section.mode ?? defaults?.mode;
    if (mode && (!mode.known || !/^(?:tcp|http)$/.test(mode.name))) return;
    const has = (name: string): boolean => limits(section, name) ?? (defaults && limits(defaults, name)) ?? false;
    const missing: string[] = [];
    if (section.kind !== 'backend' && !has('client')) missing.push('client');
    const serves = section.servers.length > 0 || directivesOf(section, 'server-template').length > 0;
    if (section.kind !== 'frontend' && serves) {
      if (!has('connect')) missing.push('connect');
      if (!has('server') && (mode?.name === 'http' || !has('tunnel'))) missing.push('server');
    }
    if (missing.length === 0) return;
    const names = missing.map((name) => `"timeout ${name}"`).join(' and ');
    report({
      at: { path, site: section.site },
      message: `Without ${names} a connection that died silently stays for ever, until none is left. HAProxy warns of it. Set ${missing.length > 1 ? 'them' : 'it'} here or in the defaults.`,
    });
  },
};

/** Whether a section sets a limit; undefined when it says nothing. A time of 0 is none. */
function limits(section: HaproxySection, name: string): boolean | undefined {
  const last = directivesOf(section, 'timeout').findLast(({ args, negated }) => !negated && args[0]?.value === name);
  const value = last?.args[1];
  return value && (!value.known || !/^0+(?:us|ms|s|m|h|d)?$/.test(value.value));
}
