import { haproxy } from '../../languages/haproxy/language.ts';
import { keepalived } from '../../languages/keepalived/language.ts';
import type { Language, SourceFile } from '../../languages/language.ts';
import type { Finding, RelatedPlace } from '../../lint/finding.ts';
import { ruleOf } from '../../lint/rule-of.ts';
import { chunkStart } from '../../syntax/chunk.ts';
import { haproxyCauses } from './haproxy.ts';
import { keepalivedCauses } from './keepalived.ts';
import { isAboutBrace, type Judge, movedTo, saidWhenMended } from './mended.ts';
import { type Cause, type Placed, placedFinding } from './placed.ts';

/** In a file with more mistakes that is not the trouble, and each is compared with all findings. */
const mostCauses = 20;
const mostRelated = 20;
/** Which mistakes of a language bring others with them. */
const causesIn: ReadonlyMap<Language, (all: readonly Placed[], most: number) => readonly Cause[]> = new Map<
  Language,
  (all: readonly Placed[], most: number) => readonly Cause[]
>([
  [haproxy, haproxyCauses],
  [keepalived, keepalivedCauses],
]);
/** A file with more is judged once only. */
const mostFindings = 500;

/**
 * The findings of a file without those that only follow from another one, such as all lines below a misspelt header:
 * they become its related places. What is left is to be mended first anyway, as the program refuses it; and should
 * something have been meant otherwise, it is said again then.
 * `judge` tells what would be said of another text: what would be said then, too, is a mistake of its own.
 */
export function withoutConsequences(file: SourceFile, findings: readonly Finding[], judge?: Judge): readonly Finding[] {
  if (findings.length < 2 || !findings.some(({ severity }) => severity === 'error')) return findings;
  const places = findings.map((finding) =>
    placedFinding(finding, chunkStart(file.syntax, finding.at.site.chunk) ?? Number.NaN),
  );
  const here = places.filter(({ start, finding }) => !Number.isNaN(start) && finding.at.path === file.path);
  const inOrder = here.toSorted((a, b) => a.start - b.start);
  const causes = causesIn.get(file.language)?.(inOrder, mostCauses) ?? [];
  if (causes.length === 0) return findings;
  const brought = new Map<Finding, readonly Placed[]>();
  const gone = new Set<Finding>();
  for (const cause of causes) {
    if (gone.has(cause.placed.finding)) continue;
    const followers = inOrder.filter((other) => follows(cause, other, gone, brought));
    if (followers.length === 0) continue;
    brought.set(cause.placed.finding, followers);
    for (const { finding } of followers) gone.add(finding);
  }
  if (gone.size === 0) return findings;
  const own = judge && findings.length <= mostFindings ? ownMistakes(file, causes, brought, judge) : none;
  return findings.flatMap((finding) => {
    const independent = own.get(finding);
    if (independent) return [independent];
    if (gone.has(finding)) return [];
    const followers = brought.get(finding);
    if (!followers) return finding;
    const rest = followers.flatMap((one) => (own.has(one.finding) ? [] : [one.finding]));
    return { ...finding, related: [...finding.related, ...asRelated(rest)] };
  });
}

const none: ReadonlyMap<Finding, Finding> = new Map();

/** Those that would be said as well if their causes were mended, as they would be said then. */
function ownMistakes(
  file: SourceFile,
  causes: readonly Cause[],
  brought: ReadonlyMap<Finding, readonly Placed[]>,
  judge: Judge,
): ReadonlyMap<Finding, Finding> {
  const own = new Map<Finding, Finding>();
  const bringing = causes.filter(({ placed }) => brought.has(placed.finding));
  const braces = causes.filter(isAboutBrace);
  const words = bringing.filter((cause) => !braces.includes(cause));
  const all = saidWhenMended(file, bringing, judge);
  // Where nobody knows how to mend the braces, what follows from a misspelt word is known all the same.
  const said = all ?? (braces.length > 0 ? saidWhenMended(file, words, judge, 'left') : undefined);
  if (!said) return own;
  const told = new Set<Finding>();
  for (const cause of all ? bringing : words) {
    for (const other of brought.get(cause.placed.finding) ?? []) {
      if (!all && braces.some((brace) => brace.brings(other))) continue;
      const found = said(other);
      if (!found || told.has(found)) continue;
      told.add(found);
      own.set(other.finding, movedTo(other, found));
    }
  }
  return own;
}

function follows(
  cause: Cause,
  other: Placed,
  gone: ReadonlySet<Finding>,
  brought: ReadonlyMap<Finding, readonly Placed[]>,
): boolean {
  const { finding } = other;
  // What haconf could not look at is nobody's consequence, and what it says of itself (without a rule) is none either.
  const rule = ruleOf(finding.rule);
  if (!rule || rule.notRead) return false;
  return finding !== cause.placed.finding && !gone.has(finding) && !brought.has(finding) && cause.brings(other);
}

function asRelated(followers: readonly Finding[]): RelatedPlace[] {
  return followers.slice(0, mostRelated).map(({ at, message }, index) => {
    const more = followers.length - mostRelated;
    const rest = index === mostRelated - 1 && more > 0 ? ` So it is with ${more} more.` : '';
    return { at, message: `This follows from it: ${firstSentence(message)}${rest}`, mirrored: false };
  });
}

function firstSentence(message: string): string {
  const end = /[.:] (?=[A-Z])/.exec(message)?.index;
  return end === undefined ? message : message.slice(0, end + 1);
}
