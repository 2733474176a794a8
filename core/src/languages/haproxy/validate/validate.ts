import { memo } from '../../../base/memo.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import { siteInLine } from '../../../syntax/chunk.ts';
import type { HaproxySyntax, SectionSyntax } from '../parser.ts';
import { type Blocks, branchOf, noBlocks } from './conditional.ts';
import type { SectionIssues } from './issue.ts';
import { namesOf, type SectionNames } from './names.ts';
import { type CheckedSection, checkReferences } from './references.ts';
import { checkSection, type Surroundings } from './section.ts';

type Checked = ReturnType<typeof checkSection>;

/** The latest results and what they depend on: an edit elsewhere that changes none of it finds the result here. */
const resultsOf = memo((_section: SectionSyntax): { around: Surroundings; checked: Checked }[] => []);

/**
 * What `haproxy -c` of a version says about a file, section by section. `together` are the files that the same process
 * loads, this one among them: names may be declared in any of them.
 */
export function validateHaproxy(
  file: HaproxySyntax,
  together: readonly HaproxySyntax[],
  release: Version,
): readonly SectionIssues[] {
  // What is known is known by branch: 3.2.26 is 3.2.
  const version = branchOfRelease(release);
  const files = together.includes(file) ? together : [file, ...together];
  const all = files.flatMap((other) => other.chunks.map(namesOf));
  // Without a global section the file is one of several, and Lua may be loaded in another.
  const luaLoaded = all.some((names) => names.lua) || !all.some((names) => names.kind === 'global');
  const results: CheckedSection[] = [];
  const lineage = new Map<SectionNames, readonly SectionSyntax[] | undefined>();
  const defaults = new Map<string, SectionNames>();
  let last: SectionNames | undefined;
  const explicit = new Set<SectionNames>();
  const strictDefaults = compareVersions(version, [2, 4]) >= 0 && compareVersions(version, [2, 6]) <= 0;
  let blocks: Blocks = noBlocks;
  for (const section of file.chunks) {
    const names = namesOf(section);
    const base = names.from ? defaults.get(names.from.name) : names.kind === 'defaults' ? undefined : last;
    const certain = !names.hasUnknown && !(names.from && !base);
    const checked = check(section, {
      version,
      luaLoaded,
      blocks,
      mode: names.mode ?? base?.mode,
      inheritedAcls: certain ? (base?.acls ?? noAcls) : undefined,
    });
    const inherits = names.from && !base ? undefined : base ? lineage.get(base) : noSections;
    results.push({
      section,
      issues: checked.issues,
      certain: branchOf(blocks) === 'taken',
      uses: checked.uses,
      inherits,
    });
    blocks = checked.blocks;
    if (names.from && base) explicit.add(base);
    else if (strictDefaults && base && explicit.has(base)) ambiguousDefaults(results, names, base);
    if (names.kind === 'defaults') {
      const whole = base ? { ...names, mode: names.mode ?? base.mode, acls: [...base.acls, ...names.acls] } : names;
      lineage.set(whole, inherits && [...inherits, section]);
      if (names.name) defaults.set(names.name.name, whole);
      last = whole;
    }
  }
  if (blocks.length > 0 && compareVersions(version, [2, 4]) >= 0) leftOpen(results);
  return checkReferences(file.chunks, results, all, version);
}

/** Up to 2.6 HAProxy raises an alert, and starts, where a defaults section is named by one proxy and taken by another. */
function ambiguousDefaults(results: CheckedSection[], names: SectionNames, base: SectionNames): void {
  const last = results.at(-1);
  if (!last?.certain || !names.name || !/^(?:frontend|backend|listen)$/.test(names.kind)) return;
  const message = `The defaults section "${base.name?.name}" is named with "from" above and would be taken without here: this version of HAProxy complains about both at once. Write "from ${base.name?.name}".`;
  const { range } = siteInLine(last.section, names.name.line, names.name.word.range);
  results[results.length - 1] = {
    ...last,
    issues: [...last.issues, { id: 'undefined-reference', severity: 'warning', message, range }],
  };
}

/** HAProxy notices at the end of the file that an `.if` has no `.endif`. */
function leftOpen(results: CheckedSection[]): void {
  const last = results.at(-1);
  const line = last?.section.lines.findLastIndex(({ words }) => words.length > 0) ?? -1;
  const words = last?.section.lines[line]?.words;
  if (!last || !words) return;
  const range = siteInLine(last.section, line, {
    start: words[0]?.range.start ?? 0,
    end: words.at(-1)?.range.end ?? 0,
  }).range;
  const message = 'An ".if" above has no ".endif": HAProxy refuses the file when it reaches its end.';
  results[results.length - 1] = {
    ...last,
    issues: [...last.issues, { id: 'invalid-condition', severity: 'error', message, range }],
  };
}

const noAcls: readonly string[] = [];
const noSections: readonly SectionSyntax[] = [];

/** One object for each release: what depends on it is found by identity. */
const branchOfRelease = memo((release: Version): Version => release.slice(0, 2));

function check(section: SectionSyntax, around: Surroundings): Checked {
  const results = resultsOf(section);
  for (const result of results) if (isSame(result.around, around)) return result.checked;
  const checked = checkSection(section, around);
  // Only the latest surroundings are worth keeping: older ones belong to texts or settings that are gone.
  if (results.length > 3) results.length = 0;
  results.push({ around, checked });
  return checked;
}

function isSame(a: Surroundings, b: Surroundings): boolean {
  return (
    a.mode === b.mode &&
    a.luaLoaded === b.luaLoaded &&
    sameItems(a.version, b.version) &&
    sameItems(a.inheritedAcls, b.inheritedAcls) &&
    (a.blocks === b.blocks || JSON.stringify(a.blocks) === JSON.stringify(b.blocks))
  );
}

function sameItems<Item>(a: readonly Item[] | undefined, b: readonly Item[] | undefined): boolean {
  return a === b || (a?.length === b?.length && a?.every((item, index) => item === b?.[index]) === true);
}
