import { nearest } from '../../../base/nearest.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import type { HaproxySyntax, SectionSyntax } from '../parser.ts';
import type { Issue, IssueId, SectionIssues } from './issue.ts';
import { type NameAt, namesOf, type Reference, type SectionNames } from './names.ts';

/** Adds what HAProxy says about names: used and never declared, or declared twice. */
export function checkReferences(
  file: HaproxySyntax,
  results: readonly SectionIssues[],
  together: readonly HaproxySyntax[],
  version: Version,
): SectionIssues[] {
  const everything = together.flatMap((other) => other.chunks.map(namesOf));
  const sections = [...file.chunks.map(namesOf)];
  const extra = new Map<SectionSyntax, Issue[]>();
  const report = (index: number, at: NameAt, id: IssueId, severity: Issue['severity'], message: string): void => {
    const section = file.chunks[index];
    if (!section) return;
    extra.set(section, [...(extra.get(section) ?? []), { id, severity, message, range: at.range }]);
  };
  const declared = declarations([...everything, ...sections]);
  const complete = [...everything, ...sections].some((names) => names.kind === 'global');
  const above = new Set<string>();
  const seen = new Set<string>();
  sections.forEach((names, index) => {
    if (!results[index]?.certain) {
      if (names.name) above.add(names.name.name);
      return;
    }
    if (complete)
      undefinedDefaults(names, above, (at, message) => report(index, at, 'undefined-reference', 'error', message));
    if (names.kind === 'defaults' && names.name) above.add(names.name.name);
    duplicateServers(names, (at, message) => report(index, at, 'duplicate-name', 'error', message));
    duplicateSection(names, seen, (at, message) => report(index, at, 'duplicate-name', 'error', message));
    if (complete)
      undefinedNames(names, declared, (at, message) => report(index, at, 'undefined-reference', 'error', message));
  });
  duplicateProxies(
    sections.map((names, index) => (results[index]?.certain ? names : undefined)),
    version,
    report,
  );
  return results.map((result) => {
    const more = extra.get(result.section);
    return more ? { ...result, issues: [...result.issues, ...more] } : result;
  });
}

type Declared = Readonly<Record<Reference['kind'], ReadonlySet<string>>>;

function declarations(sections: readonly SectionNames[]): Declared {
  const of = (kind: string): Set<string> =>
    new Set(sections.flatMap((names) => (names.kind === kind && names.name ? [names.name.name] : [])));
  const table = new Set<string>();
  for (const names of sections) {
    if (!names.name) continue;
    if (names.stickTable) table.add(names.name.name);
    for (const name of names.tables) table.add(`${names.name.name}/${name}`);
  }
  return {
    resolvers: of('resolvers'),
    peers: of('peers'),
    userlist: of('userlist'),
    cache: of('cache'),
    table,
    server: new Set(),
  };
}

const kindNames: Readonly<Record<Reference['kind'], string>> = {
  resolvers: 'resolvers section',
  peers: 'peers section',
  userlist: 'userlist',
  cache: 'cache',
  table: 'stick table',
  server: 'server',
};

type Tell = (at: NameAt, message: string) => void;

function undefinedNames(names: SectionNames, declared: Declared, tell: Tell): void {
  if (names.kind === 'defaults' || names.disabled) return;
  for (const reference of names.references) {
    if (!reference.certain) continue;
    const known =
      reference.kind === 'server' ? new Set(names.servers.map((server) => server.name)) : declared[reference.kind];
    if (known.has(reference.name)) continue;
    // Every configuration has a resolvers section "default", made from the system's settings.
    if (reference.kind === 'resolvers' && reference.name === 'default') continue;
    if (reference.kind === 'server' && (names.hasUnknown || names.servers.length === 0)) continue;
    // A filter may name a cache or an fcgi-app that it makes up.
    const guess = nearest(reference.name, known);
    tell(
      reference,
      `There is no ${kindNames[reference.kind]} "${reference.name}".${guess ? ` Did you mean "${guess}"?` : ''}`,
    );
  }
}

/** `from` looks at the defaults sections above only. */
function undefinedDefaults(names: SectionNames, above: ReadonlySet<string>, tell: Tell): void {
  const { from } = names;
  if (!from || above.has(from.name) || !/^(?:defaults|frontend|backend|listen)$/.test(names.kind)) return;
  const guess = nearest(from.name, above);
  tell(from, `No defaults section above is named "${from.name}".${guess ? ` Did you mean "${guess}"?` : ''}`);
}

function duplicateServers(names: SectionNames, tell: Tell): void {
  if (!/^(?:backend|listen|peers|resolvers|ring)$/.test(names.kind)) return;
  const seen = new Set<string>();
  for (const server of names.kind === 'resolvers' ? names.nameservers : names.servers) {
    if (!server.certain) continue;
    if (seen.has(server.name)) tell(server, `Another server of this section is named "${server.name}" already.`);
    else seen.add(server.name);
  }
}

/** Sections of these kinds share their names with no other of the kind. */
const unique = /^(?:cache|fcgi-app|http-errors|log-forward|log-profile|mailers|peers|resolvers|ring)$/;

function duplicateSection(names: SectionNames, seen: Set<string>, tell: Tell): void {
  const { kind, name } = names;
  if (!name?.certain || name.name === '' || !unique.test(kind)) return;
  const key = `${kind} ${name.name}`;
  if (seen.has(key)) tell(name, `A ${kind} section above is named "${name.name}" already.`);
  else seen.add(key);
}

function duplicateProxies(
  sections: readonly (SectionNames | undefined)[],
  version: Version,
  report: (index: number, at: NameAt, id: IssueId, severity: Issue['severity'], message: string) => void,
): void {
  const seen = new Map<string, string[]>();
  const fatal = compareVersions(version, [3, 3]) >= 0;
  const warned = compareVersions(version, [3, 1]) >= 0;
  sections.forEach((names, index) => {
    const { kind = '', name } = names ?? {};
    if (!name?.certain || !/^(?:frontend|backend|listen)$/.test(kind)) return;
    const others = seen.get(name.name) ?? [];
    const clash = others.find((other) => other === kind || other === 'listen' || kind === 'listen');
    if (clash) {
      report(index, name, 'duplicate-name', 'error', `A ${clash} section is named "${name.name}" already.`);
    } else if (others.length > 0 && (fatal || warned)) {
      report(
        index,
        name,
        'duplicate-name',
        fatal ? 'error' : 'warning',
        `A ${others[0]} section is named "${name.name}" already. HAProxy refuses that from 3.3 on.`,
      );
    }
    seen.set(name.name, [...others, kind]);
  });
}
