import { memo } from '../../base/memo.ts';
import type { DeclaredNames } from '../../catalog/assist.ts';
import type { NameKind } from '../../catalog/keyword.ts';
import type { HaproxyNameKind } from './name-kind.ts';
import type { HaproxySyntax, SectionSyntax } from './parser.ts';
import { namesOf } from './section-names.ts';
import { namesOfSection } from './sections.ts';
import { variablesSetOn } from './set-variables.ts';

type Names = ReadonlyMap<HaproxyNameKind, ReadonlySet<string>>;

/** What one section declares, by kind, as its index has it. */
const declaredIn: (section: SectionSyntax) => Names = memo((section: SectionSyntax) => {
  const found = new Map<HaproxyNameKind, Set<string>>();
  const add = (kind: HaproxyNameKind, names: readonly string[]): void => {
    if (names.length > 0) found.set(kind, new Set(names));
  };
  const index = namesOf(section);
  const name = index.name?.name;
  const servers = [...index.servers.map((server) => server.name), ...index.templates.filter((prefix) => prefix !== '')];
  for (const kind of namesOfSection(index.kind)) add(kind, name ? [name] : []);
  add('acl', index.acls);
  add('server', servers);
  add('filter', index.limits);
  add(
    'variable',
    section.lines.flatMap((line) => variablesSetOn(line.text)),
  );
  if (name === undefined) return found;
  add(
    'tracked-server',
    servers.map((server) => `${name}/${server}`),
  );
  const own = index.kind === 'peers' ? index.tables.map((table) => `${name}/${table}`) : [];
  add('table', index.stickTable ? [name, ...own] : own);
  return found;
});

/** The names that files loaded together declare. ACLs are those of the section and of the `defaults` above it. */
export function declaredNames(files: readonly HaproxySyntax[], current: SectionSyntax | undefined): DeclaredNames {
  return (kind: NameKind) => {
    const all = files.flatMap((file) => file.chunks);
    const scope =
      kind === 'acl' || kind === 'server' || kind === 'filter'
        ? [...(current ? [current] : []), ...(kind === 'acl' ? all.filter(isDefaults) : [])]
        : all;
    return [...new Set(scope.flatMap((section) => [...(declaredIn(section).get(kind as HaproxyNameKind) ?? [])]))];
  };
}

function isDefaults(section: SectionSyntax): boolean {
  return namesOf(section).kind === 'defaults';
}
