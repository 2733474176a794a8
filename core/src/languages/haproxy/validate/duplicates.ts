import { type Table, table } from '../../../base/table.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import { type NameAt, rangeOfName } from '../section-names.ts';
import type { Issue, SectionIssues } from './issue.ts';
import type { CheckedSection } from './references.ts';

/** What HAProxy says about names that sections of a file share. Costs a pass over the file: see `Directory.repeats`. */
export function duplicates(sections: readonly CheckedSection[], version: Version): readonly SectionIssues[] {
  const found: SectionIssues[] = [];
  const report: Report = (section, at, severity, message) => {
    const range = rangeOfName(section.section, at);
    const issues: Issue[] = [{ id: 'duplicate-name', severity, message, range }];
    found.push({ section: section.section, certain: true, issues });
  };
  // What may be left out by an `.if` is no second one.
  const certain = sections.filter((section) => section.certain);
  duplicateSections(certain, report);
  duplicateProxies(certain, version, report);
  duplicateIds(certain, report);
  return found;
}

type Report = (section: CheckedSection, at: NameAt, severity: Issue['severity'], message: string) => void;

/** Sections of these kinds share their names with no other of the kind. */
const unique: ReadonlySet<string> = new Set([
  'cache',
  'fcgi-app',
  'http-errors',
  'log-forward',
  'log-profile',
  'mailers',
  'peers',
  'resolvers',
  'ring',
]);

function duplicateSections(sections: readonly CheckedSection[], report: Report): void {
  const seen = new Set<string>();
  for (const section of sections) {
    const { kind, name } = section.names;
    if (!name?.certain || name.name === '' || !unique.has(kind)) continue;
    const key = `${kind} ${name.name}`;
    if (seen.has(key)) report(section, name, 'error', `A ${kind} section above is named "${name.name}" already.`);
    else seen.add(key);
  }
}

function duplicateIds(sections: readonly CheckedSection[], report: Report): void {
  const seen = new Set<string>();
  for (const section of sections) {
    if (!alone.has(section.names.kind)) continue;
    for (const id of section.names.ids) {
      if (!id.certain) continue;
      if (seen.has(id.name)) report(section, id, 'error', `Another proxy above has the same "${id.name}".`);
      seen.add(id.name);
    }
  }
}

/** Lists of one kind, shared by all names that are there once. */
const alone: Table<readonly string[]> = table({ frontend: ['frontend'], backend: ['backend'], listen: ['listen'] });

function duplicateProxies(sections: readonly CheckedSection[], version: Version, report: Report): void {
  const seen = new Map<string, readonly string[]>();
  const fatal = compareVersions(version, [3, 3]) >= 0;
  const warned = compareVersions(version, [3, 1]) >= 0;
  for (const section of sections) {
    const { kind, name } = section.names;
    const own = alone.get(kind);
    if (!name?.certain || !own) continue;
    const others = seen.get(name.name);
    if (!others) {
      seen.set(name.name, own);
      continue;
    }
    const clash = others.find((other) => other === kind || other === 'listen' || kind === 'listen');
    if (clash) {
      report(section, name, 'error', `A ${clash} section is named "${name.name}" already.`);
    } else if (fatal || warned) {
      const message = `A ${others[0]} section is named "${name.name}" already. HAProxy refuses that from 3.3 on.`;
      report(section, name, fatal ? 'error' : 'warning', message);
    }
    // Of each kind one is enough, and the first one counts.
    if (!others.includes(kind)) seen.set(name.name, [...others, kind]);
  }
}
