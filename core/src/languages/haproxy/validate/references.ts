import { memo } from '../../../base/memo.ts';
import { nearest } from '../../../base/nearest.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import { siteInLine } from '../../../syntax/chunk.ts';
import type { SectionSyntax } from '../parser.ts';
import type { Issue, IssueId, SectionIssues } from './issue.ts';
import { type NameAt, namesOf, type Reference, type SectionNames } from './names.ts';
import { type Directory, useFault } from './resolve.ts';
import type { Use } from './uses.ts';

/** A name in a line, or a stretch of the section. */
type Place = Pick<NameAt, 'word' | 'line'> | Pick<Use, 'range'>;

type Report = (index: number, at: Place, id: IssueId, severity: Issue['severity'], message: string) => void;

/** A section with all that its verdict may still depend on. */
export interface CheckedSection extends SectionIssues {
  readonly uses: readonly Use[];
  /** The defaults sections that it builds on, the oldest first; undefined when that is not certain. */
  readonly inherits: readonly SectionSyntax[] | undefined;
}

/**
 * Adds what HAProxy says about names: used and never declared, or declared twice. `everything` is what the sections of
 * all files that the process loads declare, those of this file among them.
 */
export function checkReferences(
  chunks: readonly SectionSyntax[],
  results: readonly CheckedSection[],
  everything: readonly SectionNames[],
  version: Version,
): readonly SectionIssues[] {
  const sections = chunks.map(namesOf);
  const extra = new Map<SectionSyntax, Issue[]>();
  const report: Report = (index, at, id, severity, message) => {
    const section = chunks[index];
    if (!section) return;
    const range = 'range' in at ? at.range : siteInLine(section, at.line, at.word.range).range;
    extra.set(section, [...(extra.get(section) ?? []), { id, severity, message, range }]);
  };
  const declared = declarations(everything);
  const complete = everything.some((names) => names.kind === 'global');
  let directory: Directory | undefined;
  const above = new Set<string>();
  const seen = new Set<string>();
  sections.forEach((names, index) => {
    if (!results[index]?.certain) {
      if (names.name) above.add(names.name.name);
      return;
    }
    if (complete && names.from)
      undefinedDefaults(names, above, (at, message) => report(index, at, 'undefined-reference', 'error', message));
    if (names.kind === 'defaults' && names.name) above.add(names.name.name);
    for (const server of repeatedServers(names)) {
      const message = `Another server of this section is named "${server.name}" already.`;
      report(index, server, 'duplicate-name', 'error', message);
    }
    duplicateSection(names, seen, (at, message) => report(index, at, 'duplicate-name', 'error', message));
    for (const step of names.steps.length > 1 ? lateConnects(names) : noSteps) {
      const message = 'The first step of the check has to be a "connect", too, when a later one is.';
      report(index, step, 'misplaced-keyword', 'error', message);
    }
    const { uses = [], inherits, section } = results[index] ?? {};
    if (complete && section && uses.length > 0 && names.kind !== 'defaults' && !names.disabled) {
      directory ??= directoryOf(everything, declared);
      for (const use of uses) {
        const fault = useFault(use, names, directory, inherits, section);
        const id = isLack.test(use.kind) ? 'missing-argument' : 'undefined-reference';
        if (fault) report(index, use, id, 'error', fault);
      }
    }
    if (complete && names.references.length > 0)
      undefinedNames(names, declared, (at, message) => report(index, at, 'undefined-reference', 'error', message));
  });
  duplicateProxies(
    sections.map((names, index) => (results[index]?.certain ? names : undefined)),
    version,
    report,
  );
  if (extra.size === 0) return results;
  return results.map((result) => {
    const more = extra.get(result.section);
    return more ? { ...result, issues: [...result.issues, ...more] } : result;
  });
}

type Declared = Readonly<
  Record<Reference['kind'] | 'userlist' | 'http-errors' | 'mailers' | 'fcgi-app', ReadonlySet<string>>
>;

function directoryOf(sections: readonly SectionNames[], declared: Declared): Directory {
  const proxies = new Map<string, SectionNames[]>();
  for (const names of sections) {
    if (!names.name || !/^(?:frontend|backend|listen)$/.test(names.kind)) continue;
    const others = proxies.get(names.name.name);
    if (others) others.push(names);
    else proxies.set(names.name.name, [names]);
  }
  return { proxies, declared, settings: new Set(sections.flatMap((names) => names.settings)) };
}

/** Uses of a setting, not of a name. */
const isLack = /^(?:agent-port|ca|check-port|experimental|external-check)$/;

const noSteps: readonly NameAt[] = [];

/** A check that connects by itself has to do so before all else: the steps that do it too late. */
const lateConnects = memo((names: SectionNames): readonly NameAt[] => {
  const late: NameAt[] = [];
  for (const keyword of ['tcp-check', 'http-check']) {
    let started = false;
    for (const step of names.steps) {
      const [kind, name = ''] = step.name.split(' ');
      if (kind !== keyword) continue;
      if (!step.certain) break;
      if (name === 'connect') {
        if (started) late.push(step);
        break;
      }
      if (/^(?:send|expect)/.test(name) && name !== 'send-state') started = true;
    }
  }
  return late;
});

function declarations(sections: readonly SectionNames[]): Declared {
  const declared = {
    resolvers: new Set<string>(),
    peers: new Set<string>(),
    userlist: new Set<string>(),
    'http-errors': new Set<string>(),
    mailers: new Set<string>(),
    'fcgi-app': new Set<string>(),
    cache: new Set<string>(),
    table: new Set<string>(),
    server: new Set<string>(),
  };
  for (const { kind, name, stickTable, tables } of sections) {
    if (!name) continue;
    if (stickTable) declared.table.add(name.name);
    for (const table of tables) declared.table.add(`${name.name}/${table}`);
    if (Object.hasOwn(declared, kind)) declared[kind as keyof typeof declared].add(name.name);
  }
  return declared;
}

const kindNames: Readonly<Record<Reference['kind'], string>> = {
  resolvers: 'resolvers section',
  peers: 'peers section',
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

/** Servers of a section that have the name of one above. */
const repeatedServers = memo((names: SectionNames): readonly NameAt[] => {
  if (!/^(?:backend|listen|peers|resolvers|ring)$/.test(names.kind)) return [];
  const seen = new Set<string>();
  return (names.kind === 'resolvers' ? names.nameservers : names.servers).filter((server) => {
    if (!server.certain) return false;
    const known = seen.has(server.name);
    seen.add(server.name);
    return known;
  });
});

/** Lists of one kind, shared by all names that are there once. */
const alone = { frontend: ['frontend'], backend: ['backend'], listen: ['listen'] } as const;

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

function duplicateSection(names: SectionNames, seen: Set<string>, tell: Tell): void {
  const { kind, name } = names;
  if (!name?.certain || name.name === '' || !unique.has(kind)) return;
  const key = `${kind} ${name.name}`;
  if (seen.has(key)) tell(name, `A ${kind} section above is named "${name.name}" already.`);
  else seen.add(key);
}

function duplicateProxies(sections: readonly (SectionNames | undefined)[], version: Version, report: Report): void {
  const seen = new Map<string, readonly string[]>();
  const fatal = compareVersions(version, [3, 3]) >= 0;
  const warned = compareVersions(version, [3, 1]) >= 0;
  sections.forEach((names, index) => {
    const { kind = '', name } = names ?? {};
    if (!name?.certain || !Object.hasOwn(alone, kind)) return;
    const others = seen.get(name.name);
    if (!others) {
      seen.set(name.name, alone[kind as keyof typeof alone]);
      return;
    }
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
