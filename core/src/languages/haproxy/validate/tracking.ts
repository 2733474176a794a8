import type { HaproxyLine } from '../lexer.ts';
import type { SectionSyntax } from '../parser.ts';
import { eachLine } from './consistency.ts';
import { namesOf } from './names.ts';

/**
 * Why a server cannot take over what is found of another, as far as its own section tells. `isGiven` says whether
 * `default-server` gives a word to its servers.
 */
export function trackFault(
  section: SectionSyntax,
  tracker: HaproxyLine,
  isGiven: (word: string) => boolean | undefined,
): string | undefined {
  const { conditional, hasUnknown, templates, name } = namesOf(section);
  if (conditional || hasUnknown || templates.length > 0) return undefined;
  const servers = new Map<string, readonly string[]>();
  eachLine(section, 'server', (values) => {
    if (!servers.has(values[1] ?? '')) servers.set(values[1] ?? '', values);
  });
  if (!tracker.values.includes('no-check', 3) && isGiven('check') === true && isBelowDefaults(section, tracker)) {
    return '"default-server check" has this server checked, and "track" excludes that: add "no-check" to it.';
  }
  const passed = new Set<string>();
  let server: readonly string[] | undefined = tracker.values;
  let own = '';
  for (;;) {
    own = server[1] ?? '';
    if (passed.has(own)) return `Here servers track each other in a circle: "${[...passed, own].join('", "')}".`;
    passed.add(own);
    const at = server.indexOf('track', 3);
    if (at < 0) break;
    const target: readonly string[] = (server[at + 1] ?? '').split('/');
    if (target.length > 1 && target[0] !== name?.name) return undefined;
    server = servers.get(target.at(-1) ?? '');
    if (!server) return undefined;
  }
  if (server.includes('check', 3) || server.includes('agent-check', 3)) return undefined;
  if (isGiven('check') !== false || isGiven('agent-check') !== false) return undefined;
  return `"${own}" is not checked, so nothing can be learnt from it: add "check" to it.`;
}

/** Whether no `default-server` line stands below a line: one that does says nothing of it. */
function isBelowDefaults(section: SectionSyntax, line: HaproxyLine): boolean {
  let last = 0;
  eachLine(section, 'default-server', (_, at) => {
    last = at;
  });
  return section.lines.indexOf(line) > last;
}
