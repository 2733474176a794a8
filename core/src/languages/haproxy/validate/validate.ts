import { memo } from '../../../base/memo.ts';
import { nearestOf } from '../../../base/nearest.ts';
import { fold, query, type Visited } from '../../../base/query.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import { siteInLine } from '../../../syntax/chunk.ts';
import type { Stretch } from '../../../syntax/stretch.ts';
import { isKnownWord } from '../lexer.ts';
import type { HaproxySyntax, SectionSyntax } from '../parser.ts';
import { namesOf, type SectionNames } from '../section-names.ts';
import { noAcls } from './acl-names.ts';
import { branchOf, isSameBlocks, unread } from './conditional.ts';
import { inconsistencies } from './consistency.ts';
import { defaultsIssues } from './defaults-use.ts';
import { completed, directoryOf, isLeading } from './directory.ts';
import { duplicates } from './duplicates.ts';
import { baseOf, type Inherited, inheritedAfter, inheritsFrom, nothingInherited } from './inherited.ts';
import type { Issue, SectionIssues } from './issue.ts';
import { type CheckedSection, ownNameIssues, withReferences } from './references.ts';
import { checkSection, type Surroundings } from './section.ts';

/**
 * What `haproxy -c` of a version says about a file, section by section, in lists that are the same objects while
 * nothing changes that they depend on. `together` are the files that the same process loads, this one among them:
 * names may be declared in any of them. `isWhole`: there are no others although none of these has a global section.
 */
export function validateHaproxy(
  file: HaproxySyntax,
  together: readonly HaproxySyntax[],
  release: Version,
  isWhole = false,
): readonly (readonly SectionIssues[])[] {
  // What is known is known by branch: 3.2.26 is 3.2.
  const version = branchOfRelease(release);
  const known = directoryOf(membersOf(together).has(file) ? together : [file, ...together]);
  const directory = isWhole && !known.complete ? completed(known) : known;
  const { results, after } = judgeAll(
    file.stretches,
    nothingInherited,
    version,
    directory.luaLoaded,
    isWhole || isLeading(file),
  );
  const lists: (readonly SectionIssues[])[] = results.map((judged) => withReferences(judged, directory));
  if (directory.repeats) lists.push(duplicates(results.flat(), version));
  if (after.blocks.length > 0 && after.blocks !== unread && compareVersions(version, [2, 4]) >= 0)
    lists.push(leftOpen(file.chunks));
  return lists;
}

const membersOf = memo((together: readonly HaproxySyntax[]): ReadonlySet<HaproxySyntax> => new Set(together));

const judgeAll = fold(judge);

function judge(
  { chunks }: Stretch<SectionSyntax>,
  before: Inherited,
  version: Version,
  luaLoaded: boolean,
  hasOwnGlobal: boolean,
): Visited<Inherited, readonly CheckedSection[]> {
  const result: CheckedSection[] = [];
  let above = before;
  for (const section of chunks) {
    const names = namesOf(section);
    const base = baseOf(names, above);
    const { blocks } = above;
    const isKnown = !names.hasUnknown && !(names.from && !base);
    const checked = check(section, {
      version,
      luaLoaded,
      blocks,
      mode: names.mode ?? base?.mode ?? (isKnown && (base || hasOwnGlobal) ? defaultMode : undefined),
      inheritedAcls: isKnown ? (base?.acls ?? noAcls) : undefined,
    });
    const certain = branchOf(blocks) === 'taken';
    const own = certain
      ? joined(
          base?.name ? defaultsIssues(section, names, base, above, version) : noIssues,
          lateThreads(section, names, above, version),
          ownNameIssues(section),
          names.mayContradict ? inconsistencies(section, version) : noIssues,
        )
      : noIssues;
    result.push({
      section,
      names,
      issues: own.length > 0 ? [...checked.issues, ...own] : checked.issues,
      certain,
      uses: checked.uses,
      inherits: inheritsFrom(names, base),
      missingBase: certain && !base ? missingBase(names, above) : undefined,
    });
    above = inheritedAfter(section, names, base, withBlocks(above, checked.blocks));
  }
  return { result, after: above };
}

/** Of most sections there is nothing to join. */
function joined(...lists: readonly (readonly Issue[])[]): readonly Issue[] {
  return lists.some((list) => list.length > 0) ? lists.flat() : noIssues;
}

/** The same where the section leaves the blocks as they are. */
function withBlocks(above: Inherited, blocks: Inherited['blocks']): Inherited {
  return isSameBlocks(above.blocks, blocks) ? above : { ...above, blocks };
}

/** The defaults section that the header names and that is not above, with the one that may have been meant. */
function missingBase({ kind, from }: SectionNames, { named }: Inherited): CheckedSection['missingBase'] {
  if (!from || !/^(?:defaults|frontend|backend|listen)$/.test(kind)) return undefined;
  const meant = nearestOf(from.name, named.layers);
  return { from, guess: meant === undefined ? undefined : { word: from.name, meant } };
}

/** From 3.0 on the number of threads is settled once another section than `global` has begun. */
function lateThreads(
  section: SectionSyntax,
  { kind }: SectionNames,
  { afterOther }: Inherited,
  version: Version,
): readonly Issue[] {
  if (kind !== 'global' || !afterOther || compareVersions(version, [3, 0]) < 0) return noIssues;
  return section.lines.flatMap((line, index): Issue[] => {
    const keyword = line.values[0] ?? '';
    if (!isKnownWord(line, 0) || (keyword !== 'nbthread' && keyword !== 'thread-groups')) return [];
    const message = `"${keyword}" comes too late here: HAProxy takes it only in a global section with no section of another kind above.`;
    const range = line.words[0]?.range ?? { start: 0, end: 0 };
    return [{ id: 'misplaced-keyword', severity: 'error', message, range: siteInLine(section, index, range).range }];
  });
}

const noIssues: readonly Issue[] = [];

/** HAProxy notices at the end of the file that an `.if` has no `.endif`. */
function leftOpen(sections: readonly SectionSyntax[]): SectionIssues[] {
  const section = sections.at(-1);
  const line = section?.lines.findLastIndex(({ words }) => words.length > 0) ?? -1;
  const words = section?.lines[line]?.words;
  if (!section || !words) return [];
  const range = siteInLine(section, line, {
    start: words[0]?.range.start ?? 0,
    end: words.at(-1)?.range.end ?? 0,
  }).range;
  const message = 'An ".if" above has no ".endif": HAProxy refuses the file when it reaches its end.';
  return [{ section, certain: true, issues: [{ id: 'invalid-condition', severity: 'error', message, range }] }];
}

const defaultMode = 'tcp';

const branches = new Map<string, Version>();

/** One object for each branch: what depends on it is found by identity. */
function branchOfRelease(release: Version): Version {
  const branch = release.slice(0, 2);
  const text = branch.join('.');
  const known = branches.get(text) ?? branch;
  branches.set(text, known);
  return known;
}

/** An edit elsewhere that changes nothing of the surroundings finds the result with the section. */
const check = query(checkSection, { same: ([a], [b]) => isSame(a, b), keep: 4 });

function isSame(a: Surroundings, b: Surroundings): boolean {
  return (
    a.mode === b.mode &&
    a.luaLoaded === b.luaLoaded &&
    a.version === b.version &&
    a.inheritedAcls === b.inheritedAcls &&
    isSameBlocks(a.blocks, b.blocks)
  );
}
