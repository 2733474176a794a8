import { nearest } from '../../base/nearest.ts';
import { sectionKeywords } from '../../languages/haproxy/sections.ts';
import { type Cause, isNamedBy, isOwn, lineOf, type Placed } from './placed.ts';

const sections = [...sectionKeywords];

/** What is said of a proxy that lacks what a `defaults` section above it would have given it. */
const withoutDefaults = new Set([
  'missing-timeouts',
  'http-only-in-tcp-mode',
  'backend-mode-differs',
  'log-format-without-log',
  'session-counter-tracked-late',
  'content-without-inspect-delay',
]);
/** What may be missing in another section than the one that misses it. */
const farAway = new Set([...withoutDefaults, 'counter-not-stored', 'counter-never-tracked', 'variable-never-set']);
/** Names that are looked up. */
const undefinedName = /^undefined-/;
/** A word that is not what it should be, or a line that is not complete. */
const badWord = /^(?:unknown-keyword|invalid-value|missing-argument|invalid-sample|invalid-condition|invalid-address)$/;
/** What may follow from a bad word although HAProxy says it as well. */
const alsoSaid = /^(?:backend-mode-differs|undefined-reference|missing-timeouts)$/;

/** The mistakes among the findings of a HAProxy file that bring others with them, in the order of the file. */
export function haproxyCauses(all: readonly Placed[], most: number): Cause[] {
  const causes: Cause[] = [];
  const names = new Set<string>();
  for (const placed of all) {
    if (causes.length >= most) break;
    const { id, finding } = placed;
    if (finding.severity !== 'error') continue;
    const header = headerOf(placed);
    if (header) causes.push(misspeltHeader(placed, header));
    else if (id === 'keyword-outside-section') causes.push({ placed, brings: (other) => other.id === id });
    else if (badWord.test(id)) causes.push(wrongWord(placed));
    else if (id === 'undefined-backend' && names.size < names.add(placed.text).size) {
      causes.push({ placed, brings: (other) => other.id === id && other.text === placed.text });
    }
  }
  return causes;
}

interface Header {
  readonly kind: string;
  readonly name: string | undefined;
}

/** What a line was to begin whose first word is nearly that of a section. */
function headerOf({ finding, id, text, line }: Placed): Header | undefined {
  if (id === 'missing-argument' && sections.includes(text)) return { kind: text, name: undefined };
  if (id !== 'unknown-keyword' && id !== 'keyword-outside-section') return undefined;
  const { chunk, range } = finding.at.site;
  const before = chunk.text.slice(chunk.lineStarts[line], range.start);
  if (before.trim() !== '' || text.length < 3) return undefined;
  const kind = sections.find((one) => one.startsWith(text)) ?? nearest(text, sections);
  return kind === undefined ? undefined : { kind, name: chunk.lines[line]?.text.trim().split(/\s+/)[1] };
}

function misspeltHeader(placed: Placed, { kind, name }: Header): Cause {
  const { chunk } = placed.finding.at.site;
  return {
    placed,
    ...(placed.text !== kind && { mend: kind }),
    brings: (other) => {
      if (other.finding.at.site.chunk === chunk && other.line > placed.line) return true;
      if (kind === 'defaults' && withoutDefaults.has(other.id)) return true;
      return undefinedName.test(other.id) && (name === undefined ? mayBeNamed(kind, other.id) : names(other, name));
    },
  };
}

/** What is said of a table may stand at the sample that names it. */
function names({ text, finding }: Placed, name: string): boolean {
  return text === name || finding.message.includes(` "${name}"`);
}

/** Whether a section without a name may be the one that is looked for. */
function mayBeNamed(kind: string, id: string): boolean {
  return kind !== 'global' && kind !== 'defaults' && id !== 'undefined-acl';
}

function wrongWord(placed: Placed): Cause {
  const { chunk } = placed.finding.at.site;
  const written = lineOf(placed).trim().split(/\s+/, 3);
  const name = /^[\w.-]+/.exec(placed.text)?.[0] ?? '';
  const acl = isNear(written[0] ?? '', ['acl']) ? written[1] : undefined;
  const [isMode, isTable] = [isNear(name, ['mode']), isNear(name, ['stick-table'])];
  return {
    placed,
    brings: (other) => {
      const here = other.finding.at.site.chunk === chunk;
      if (acl !== undefined && other.id === 'undefined-acl') return here && other.text.replace(/^!/, '') === acl;
      if (isMode && withoutDefaults.has(other.id)) return true;
      if (isTable && other.id === 'undefined-reference') return true;
      // Most others, of which a long file has thousands.
      if (!here && !farAway.has(other.id)) return false;
      if (!isOwn(other) && !alsoSaid.test(other.id)) return false;
      if (here && (other.line === placed.line || isAbout(other, placed))) return true;
      return (here || farAway.has(other.id)) && isNamedBy(name, other.finding.message, isNear);
    },
  };
}

function isNear(word: string, names: readonly string[]): boolean {
  return nearest(word, names) !== undefined;
}

/** Whether the other finding points to the line of this one. */
function isAbout({ finding }: Placed, { finding: cause, line }: Placed): boolean {
  const { chunk } = cause.at.site;
  const [start, end] = [chunk.lineStarts[line] ?? 0, chunk.lineStarts[line + 1] ?? chunk.text.length];
  return finding.related.some(
    ({ at: { site } }) => site.chunk === chunk && site.range.start >= start && site.range.start < end,
  );
}
