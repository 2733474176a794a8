import { optionFact } from '../../../languages/haproxy/catalog/facts.ts';
import { type Directive, directiveSite } from '../../../languages/haproxy/config.ts';
import { isWhollyKnown } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const httpOnlyInTcpMode: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'http-only-in-tcp-mode',
  severity: 'warning',
  // HAProxy names the proxy and no line.
  verdict: 'own',
  misses: 'defaults',
  summary: 'Lines for HTTP in a proxy in TCP mode, which HAProxy ignores.',
  sections: ['frontend', 'backend', 'listen'],
  checkSection(section, report, context) {
    if (!isWhollyKnown(section, context)) return;
    const { path, defaults, version } = context;
    const mode = section.mode ?? defaults?.mode;
    if (mode && !(mode.known && mode.name === 'tcp')) return;
    const isForHttp = ({ keyword, args, negated }: Directive): boolean => {
      if (negated) return false;
      if (forHttp.has(keyword)) return true;
      if (keyword === 'cookie') return section.kind !== 'frontend';
      if (keyword !== 'balance' && keyword !== 'option') return false;
      const [first] = args;
      if (!first?.known) return false;
      if (keyword === 'balance') return section.kind !== 'frontend' && /^(?:uri|url_param|hdr\b.*)$/.test(first.value);
      return httpOptions.has(first.value) || optionFact(first.value, version)?.http === true;
    };
    // A frontend may take HTTP all the same once a rule says so.
    const turns = section.byKeyword.get('tcp-request')?.some(({ args }) => args[1]?.value === 'switch-mode');
    const found = turns || section.byKeyword.has('disabled') ? [] : section.directives.filter(isForHttp);
    const [line] = found;
    if (!line) return;
    const more = found.length > 1 ? ` So it does with ${found.length - 1} more below.` : '';
    report({
      at: { path, site: directiveSite(section, line) },
      message: `HAProxy warns and ignores this in TCP mode${mode ? '' : ', which is what a proxy without "mode" has'}: write "mode http", or remove it.${more}`,
      related: found.slice(1, 9).map((other) => ({
        at: { path, site: directiveSite(section, other) },
        message: 'Ignored, too.',
        mirrored: false,
      })),
    });
  },
};

const forHttp: ReadonlySet<string> = new Set([
  'http-after-response',
  'http-request',
  'http-response',
  'monitor-uri',
  'redirect',
  'stats',
]);

const httpOptions: ReadonlySet<string> = new Set(['forwarded', 'forwardfor', 'originalto']);
