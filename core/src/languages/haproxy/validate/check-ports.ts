import type { SectionSyntax } from '../parser.ts';
import { type Heir, hasStart } from './lineage.ts';

const kindOfCheck: ReadonlyMap<string, string> = new Map([
  ['httpchk', 'http-check'],
  ['tcp-check', 'tcp-check'],
]);

/** Whether steps of the health check may bring a port along; true where that is not certain. */
export function stepsBringPort(heir: Heir): boolean {
  const own = stepsOf(heir.section);
  if (own.has('unknown')) return true;
  for (const [option, keyword] of kindOfCheck) {
    if (!hasStart(`option ${option}`, heir)) continue;
    const steps = own.get(keyword);
    if (steps ? steps === 'port' : hasStart(`${keyword} connect`, heir)) return true;
  }
  return false;
}

/** What the "connect" steps of a section say, by their keyword. */
function stepsOf({ lines }: SectionSyntax): ReadonlyMap<string, 'port' | 'no port'> {
  const found = new Map<string, 'port' | 'no port'>();
  let chosen: string | undefined;
  let isAfterOption = false;
  for (const { certain, values } of lines) {
    const [keyword = '', second = ''] = values;
    if (keyword.startsWith('.')) found.set('unknown', 'port');
    if (keyword === 'option' && /(?:chk|-check)$/.test(second)) {
      chosen = kindOfCheck.get(second) ?? second;
      isAfterOption ||= second === 'httpchk';
    }
    if ((keyword !== 'http-check' && keyword !== 'tcp-check') || second !== 'connect') continue;
    if (!certain) {
      found.set('unknown', 'port');
      continue;
    }
    const address = values[values.indexOf('addr') + 1] ?? '';
    const hasPort = values.includes('port') || (values.includes('addr') && address.includes(':'));
    // "option httpchk" puts a request first, and only a "connect" at the very start gives the port.
    const counts = hasPort && !(keyword === 'http-check' && isAfterOption) && found.get(keyword) !== 'no port';
    found.set(keyword, counts ? 'port' : 'no port');
  }
  // Steps of a check that another option replaces are ignored.
  for (const keyword of found.keys()) {
    if (keyword !== 'unknown' && chosen !== undefined && chosen !== keyword) found.set(keyword, 'no port');
  }
  return found;
}
