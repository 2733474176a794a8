import { type Directive, directiveSite, type HaproxySection } from '../languages/haproxy/config.ts';
import type { RelatedPlace } from './finding.ts';
import { isWhollyKnown } from './haproxy-conditions.ts';
import type { SectionContext } from './rule.ts';

/** Lines that belong to a finding, all but the one that it is at. */
export function relatedLines(
  section: HaproxySection,
  path: string,
  lines: Iterable<Directive>,
  except: Directive,
  message: string,
): readonly RelatedPlace[] {
  const others = [...new Set(lines)].filter((line) => line !== except).slice(0, 8);
  return others.map((line) => ({ at: { path, site: directiveSite(section, line) }, message, mirrored: false }));
}

/** Whether a rule decides what becomes of a request, or of a connection. */
export function decides({ keyword, args }: Directive): boolean {
  if (keyword === 'use_backend' || keyword === 'use-server' || keyword === 'redirect') return true;
  const action = keyword.startsWith('tcp-') ? args[1]?.value : args[0]?.value;
  return deciding.has(action ?? '');
}

const deciding: ReadonlySet<string> = new Set(
  'accept allow auth deny redirect reject return silent-drop tarpit use-service'.split(' '),
);

/** Whether HAProxy ignores the rules for HTTP of a proxy, as far as that is known. */
export function isInTcpMode(section: HaproxySection, context: SectionContext): boolean {
  const mode = section.mode ?? context.defaults?.mode;
  return mode ? mode.known && mode.name === 'tcp' : isWhollyKnown(section, context);
}
