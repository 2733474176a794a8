import { nearest } from '../../base/nearest.ts';
import { sectionKeywords } from '../../languages/haproxy/sections.ts';
import type { Finding } from '../../lint/finding.ts';
import { isFindingOf } from '../../lint/rule-of.ts';
import { type Cause, isNamedBy, lineOf, type Placed } from './placed.ts';

const sections = [...sectionKeywords];

/** The mistakes among the findings of a HAProxy file that bring others with them, in the order of the file. */
export function haproxyCauses(all: readonly Placed[], most: number): Cause[] {
  const causes: Cause[] = [];
  const names = new Set<string>();
  for (const placed of all) {
    if (causes.length >= most) break;
    const { finding, traits } = placed;
    if (finding.severity !== 'error') continue;
    const header = headerOf(placed);
    if (header) causes.push(misspeltHeader(placed, header));
    else if (isOutside(finding)) causes.push({ placed, brings: (other) => isOutside(other.finding) });
    else if (traits.obscures === 'line') causes.push(wrongWord(placed));
    else if (isFindingOf(finding, 'haproxy/undefined-backend') && names.size < names.add(placed.text).size) {
      causes.push({ placed, brings: (other) => other.finding.rule === finding.rule && other.text === placed.text });
    }
  }
  return causes;
}

interface Header {
  readonly kind: string;
  readonly name: string | undefined;
}

/** What a line was to begin whose first word is nearly that of a section. */
function headerOf({ finding, text, line }: Placed): Header | undefined {
  if (isFindingOf(finding, 'haproxy/missing-argument') && sections.includes(text))
    return { kind: text, name: undefined };
  if (!isFindingOf(finding, 'haproxy/unknown-keyword') && !isOutside(finding)) return undefined;
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
      if (kind === 'defaults' && other.traits.misses === 'defaults') return true;
      return (
        other.traits.about === 'name' && (name === undefined ? mayBeNamed(kind, other.finding) : names(other, name))
      );
    },
  };
}

/** What is said of a table may stand at the sample that names it. */
function names({ text, finding }: Placed, name: string): boolean {
  return text === name || finding.message.includes(` "${name}"`);
}

/** Whether a section without a name may be the one that is looked for. */
function mayBeNamed(kind: string, missing: Finding): boolean {
  return kind !== 'global' && kind !== 'defaults' && !isFindingOf(missing, 'haproxy/undefined-acl');
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
      if (acl !== undefined && isFindingOf(other.finding, 'haproxy/undefined-acl'))
        return here && other.text.replace(/^!/, '') === acl;
      if (isMode && other.traits.misses === 'defaults') return true;
      if (isTable && isFindingOf(other.finding, 'haproxy/undefined-reference')) return true;
      // Most others, of which a long file has thousands.
      if (!here && !isFarAway(other)) return false;
      if (!other.isOwn && !other.traits.follows) return false;
      if (here && (other.line === placed.line || isAbout(other, placed))) return true;
      return (here || isFarAway(other)) && isNamedBy(name, other.finding.message, isNear);
    },
  };
}

/** A line that stands in no section. */
function isOutside(finding: Finding): boolean {
  return isFindingOf(finding, 'haproxy/keyword-outside-section');
}

/** What it misses may be missing in another section than its own. */
function isFarAway({ traits: { misses } }: Placed): boolean {
  return misses === 'defaults' || misses === 'file';
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
