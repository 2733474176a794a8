import { compareVersions } from '../../../base/version.ts';
import { spelling } from '../../../languages/haproxy/conditions/acl-test.ts';
import { conditionKeywords, eachTest } from '../../../languages/haproxy/conditions/condition.ts';
import { type Directive, directiveSite, directivesOf, mayMatch } from '../../../languages/haproxy/config.ts';
import { fix, replace } from '../../fix.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const urlAgainstHttp2: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'url-against-http2',
  severity: 'warning',
  verdict: 'own',
  summary: '`url_beg /…` where clients speak HTTP/2, in which a URL starts with `https://`.',
  sections: ['frontend', 'listen'],
  keywords: ['acl', ...conditionKeywords],
  checkSection(section, report, { path, defaults, version }) {
    if (!mayMatch(section, mention) || section.conditional) return;
    const mode = section.mode ?? defaults?.mode;
    if (!mode?.known || mode.name !== 'http') return;
    // Without "alpn", HAProxy offers HTTP/2 from 2.8 on.
    const usual = compareVersions(version, [2, 8]) >= 0;
    if (!directivesOf(section, 'bind').some((bind) => offersHttp2(bind, usual))) return;
    eachTest(section, (test, directive) => {
      const { fetch, converters, method, patterns, open, words, named, chosen } = test;
      if (fetch !== 'url' || converters !== '' || open || patterns.length === 0 || (named && chosen)) return;
      if (method !== 'str' && method !== 'beg') return;
      if (!patterns.every(({ value }) => value.startsWith('/'))) return;
      const [first] = words;
      if (!first) return;
      const at = { path, site: directiveSite(section, directive, first, first) };
      const instead = patterns.some(({ value }) => value.includes('?')) ? undefined : named ? `path_${named}` : 'path';
      report({
        at,
        message: `This never matches over HTTP/2, which clients are offered here: there a URL starts with "https://" and the host, so "${spelling(test)}" finds no "/" at its start. Write "${instead ?? 'pathq'}${instead ? '' : '" with "-m beg'}".`,
        ...(instead && { fixes: [fix(`Write "${instead}"`, replace(at, instead))] }),
      });
    });
  },
};

const mention = /\burl/;

function offersHttp2(bind: Directive, usual: boolean): boolean {
  if (!bind.certain || !bind.values.includes('ssl')) return false;
  const at = bind.values.lastIndexOf('alpn');
  if (bind.values.includes('no-alpn') || bind.values.includes('npn') || bind.values.includes('proto')) return false;
  return at < 0 ? usual : (bind.values[at + 1] ?? '').split(',').includes('h2');
}
