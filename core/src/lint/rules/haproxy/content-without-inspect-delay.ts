import type { Version } from '../../../base/version.ts';
import { fetchFact, validityPlaces } from '../../../languages/haproxy/catalog/facts.ts';
import { type Condition, conditionOf, type Term } from '../../../languages/haproxy/conditions/condition.ts';
import { decryptionOf } from '../../../languages/haproxy/conditions/tls.ts';
import { type Directive, directiveSite, directivesOf, type HaproxySection } from '../../../languages/haproxy/config.ts';
import { siteInLine } from '../../../syntax/chunk.ts';
import type { Word } from '../../../syntax/line.ts';
import type { Fix, Problem } from '../../finding.ts';
import { fix, replace } from '../../fix.ts';
import { isUnconditional, isWhollyKnown } from '../../haproxy-conditions.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const contentWithoutInspectDelay: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'content-without-inspect-delay',
  severity: 'warning',
  verdict: 'own',
  misses: 'defaults',
  summary: 'Rules in TCP mode that look at what a client sends, and nothing that waits for it.',
  sections: ['frontend', 'listen'],
  keywords: ['use_backend', 'tcp-request'],
  checkSection(section, report, context) {
    const { path, defaults, version } = context;
    const mode = section.mode ?? defaults?.mode;
    if (mode ? !mode.known || mode.name !== 'tcp' : !isWhollyKnown(section, context)) return;
    if (section.conditional || defaults?.byKeyword.has('tcp-request')) return;
    const decryption = decryptionOf(section);
    const contents = directivesOf(section, 'tcp-request').filter(({ first }) => first?.value === 'content');
    const delayed = directivesOf(section, 'tcp-request').some(({ first }) => first?.value === 'inspect-delay');
    if (delayed && waits(section, contents, version)) return;
    const candidates = delayed
      ? directivesOf(section, 'use_backend')
      : [...contents, ...directivesOf(section, 'use_backend')];
    for (const directive of candidates) {
      const asked = askedIn(directive, conditionOf(section, directive), version);
      if (!asked) continue;
      // Another rule speaks of these.
      if (decryption?.encrypted.length === decryption?.binds.length && decryption && /^req[._]ssl_/.test(asked.fetch)) {
        return;
      }
      report(problem(section, path, directive, asked, delayed, contents));
      return;
    }
  },
};

/** What of a line looks at what the client sends. */
interface Asked {
  readonly fetch: string;
  readonly first: Word;
  readonly last: Word;
}

function askedIn(directive: Directive, condition: Condition | undefined, version: Version): Asked | undefined {
  const term = condition?.alternatives.flat().find((one) => looksInside(one, version));
  if (term) return { fetch: term.tests?.[0]?.fetch ?? '', first: term.first, last: term.last };
  const { keyword, first } = directive;
  const fetch =
    keyword === 'use_backend' ? /%\[(req[._](?:ssl_\w+|payload\w*|len))/.exec(first?.value ?? '')?.[1] : undefined;
  return first && fetch !== undefined ? { fetch, first, last: first } : undefined;
}

function problem(
  section: HaproxySection,
  path: string,
  directive: Directive,
  { fetch, first, last }: Asked,
  delayed: boolean,
  contents: readonly Directive[],
): Problem {
  const wanted = /^req[._]ssl_/.test(fetch)
    ? '{ req.ssl_hello_type 1 }'
    : /^(?:req[._])?(?:len|payload|rdp)/.test(fetch)
      ? ''
      : 'HTTP';
  const accept = wanted && `tcp-request content accept if ${wanted}`;
  const why = delayed
    ? `"tcp-request inspect-delay" waits only in "tcp-request content" rules that ask for content, and none above does. Add "${accept || 'tcp-request content accept if { req.len gt 0 }'}"`
    : `rules are tried as soon as the connection stands, and "${fetch}" looks at what the client has yet to send. Add "tcp-request inspect-delay 5s"${accept && contents.length === 0 ? ` and "${accept}"` : ''}`;
  const fixes = mending(section, path, directive, delayed, contents, accept);
  return {
    at: { path, site: directiveSite(section, directive, first, last) },
    message: `This hardly ever matches, as nothing waits for the client's data: ${why}.`,
    ...(fixes.length > 0 && { fixes }),
  };
}

function mending(
  section: HaproxySection,
  path: string,
  directive: Directive,
  delayed: boolean,
  contents: readonly Directive[],
  accept: string,
): Fix[] {
  const [target] = contents.length > 0 && contents[0] && contents[0].line < directive.line ? contents : [directive];
  const line = target && section.syntax.lines[target.line];
  const start = line?.words[0]?.range.start;
  if (!target || !line || start === undefined) return [];
  const added = [
    ...(delayed ? [] : ['tcp-request inspect-delay 5s']),
    ...(accept !== '' && (delayed ? contents.length === 0 : contents.length === 0) ? [accept] : []),
  ];
  if (added.length === 0) return [];
  const indent = line.text.slice(0, start);
  const text = added.map((one) => `${one}\n${indent}`).join('');
  const at = { path, site: siteInLine(section.syntax, target.line, { start, end: start }) };
  return [fix(`Add ${added.map((one) => `"${one}"`).join(' and ')}`, replace(at, text))];
}

/** Whether some rule makes HAProxy wait: one whose condition asks for content, or perhaps does. */
function waits(section: HaproxySection, contents: readonly Directive[], version: Version): boolean {
  for (const directive of contents) {
    const terms = conditionOf(section, directive)?.alternatives.flat() ?? [];
    if (terms.some((term) => term.tests === undefined || looksInside(term, version) || asksForWait(term))) return true;
    if (/^(?:track-|capture|use-service|switch-mode)/.test(directive.args[1]?.value ?? '')) return true;
    if (isUnconditional(directive) && /^(?:accept|reject)$/.test(directive.args[1]?.value ?? '')) return false;
  }
  return false;
}

function asksForWait({ tests }: Term): boolean {
  return tests?.some(({ fetch }) => fetch === 'wait_end') === true;
}

const content = 1 << validityPlaces.indexOf('f tcp-request content');
const session = 1 << validityPlaces.indexOf('f tcp-request session');

function looksInside({ tests }: Term, version: Version): boolean {
  return (
    tests !== undefined &&
    tests.length > 0 &&
    tests.every(({ fetch }) => {
      const places = fetchFact(fetch, version)?.validity ?? 0;
      return (places & content) !== 0 && (places & session) === 0;
    })
  );
}
