import { memo } from '../../base/memo.ts';
import { type Table, table } from '../../base/table.ts';
import type { DeclaredNames } from '../../catalog/assist.ts';
import type { HaproxyNameKind, NameKind } from '../../catalog/keyword.ts';
import type { HaproxySyntax, SectionSyntax } from './parser.ts';

type Names = ReadonlyMap<HaproxyNameKind, ReadonlySet<string>>;

const sectionKinds: Table<readonly HaproxyNameKind[]> = table({
  acme: ['acme'],
  backend: ['backend'],
  cache: ['cache'],
  'crt-store': ['crt-store'],
  defaults: ['defaults'],
  'fcgi-app': ['fcgi-app'],
  frontend: ['frontend'],
  healthcheck: ['healthcheck'],
  'http-errors': ['http-errors'],
  listen: ['backend', 'frontend'],
  'log-profile': ['log-profile'],
  mailers: ['mailers'],
  peers: ['peers'],
  resolvers: ['resolvers'],
  ring: ['ring'],
  userlist: ['userlist'],
});

/** What one section declares, by kind. */
const declaredIn: (section: SectionSyntax) => Names = memo((section: SectionSyntax) => {
  const found = new Map<HaproxyNameKind, Set<string>>();
  const add = (kind: HaproxyNameKind, name: string | undefined): void => {
    if (!name) return;
    const known = found.get(kind);
    if (known) known.add(name);
    else found.set(kind, new Set([name]));
  };
  const [header, ...lines] = section.lines.filter((line) => line.words.length > 0);
  const keyword = section.hasHeader ? header?.words[0]?.value : undefined;
  const name = header?.words[1]?.value;
  if (section.hasHeader) for (const kind of sectionKinds.get(keyword ?? '') ?? []) add(kind, name);
  for (const line of section.hasHeader ? lines : section.lines) {
    const [first, second, third] = line.words.map((word) => word.value);
    if (first === 'acl') add('acl', second);
    else if (first === 'server' || first === 'server-template') {
      add('server', second);
      if (name) add('tracked-server', `${name}/${second}`);
    } else if (first === 'stick-table') add('table', name);
    else if (first === 'table' && keyword === 'peers' && name && second) add('table', `${name}/${second}`);
    else if (first === 'filter' && second?.startsWith('bwlim')) add('filter', third);
    for (const match of line.text.matchAll(/\b(?:set-var|set-var-fmt)\(([\w.]+)/g)) add('variable', match[1]);
  }
  return found;
});

/** The names that files loaded together declare. ACLs are those of the section and of the `defaults` above it. */
export function declaredNames(files: readonly HaproxySyntax[], current: SectionSyntax | undefined): DeclaredNames {
  return (kind: NameKind) => {
    const all = files.flatMap((file) => file.chunks);
    const wanted = kind as HaproxyNameKind;
    const scope =
      kind === 'acl' || kind === 'server' || kind === 'filter'
        ? [...(current ? [current] : []), ...(kind === 'acl' ? all.filter(isDefaults) : [])]
        : all;
    return [...new Set(scope.flatMap((section) => [...(declaredIn(section).get(wanted) ?? [])]))];
  };
}

function isDefaults(section: SectionSyntax): boolean {
  return section.hasHeader && /^\s*defaults\b/.test(section.text);
}
