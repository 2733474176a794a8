import { memo } from '../../../base/memo.ts';
import { didYouMean, type Guess, guessOf } from '../../../base/nearest.ts';
import { query } from '../../../base/query.ts';
import type { SectionSyntax } from '../parser.ts';
import { type NameAt, namesOf, type Reference, rangeOfName, type SectionNames } from '../section-names.ts';
import type { Directory } from './directory.ts';
import type { Issue, IssueId, SectionIssues } from './issue.ts';
import { isInherited, type Lineage } from './lineage.ts';
import { useFault } from './resolve.ts';
import { serversOf } from './server-names.ts';
import { verificationIssues } from './server-verification.ts';
import type { Use } from './uses.ts';

/** A section with all that its verdict may still depend on. */
export interface CheckedSection extends SectionIssues {
  readonly names: SectionNames;
  readonly uses: readonly Use[];
  /** The defaults sections that it builds on; undefined when that is not certain. */
  readonly inherits: Lineage | undefined;
  /** The name behind `from`, where no defaults section above has it, and the one that may have been meant. */
  readonly missingBase: { readonly from: NameAt; readonly guess: Guess | undefined } | undefined;
}

/** Adds what HAProxy says about names that are used and never declared. The same list while the directory is the same. */
export const withReferences: (sections: readonly CheckedSection[], directory: Directory) => readonly SectionIssues[] =
  query((sections: readonly CheckedSection[], directory: Directory) =>
    sections.some(dependsOnOthers)
      ? sections.map((section) => (dependsOnOthers(section) ? resolve(section, directory) : section))
      : sections,
  );

/** Whether `default-server` lines may give TLS to servers of the section. */
function getsTls({ names, inherits }: CheckedSection): boolean {
  if (names.servers.length === 0 && names.templates.length === 0) return false;
  return names.tlsByDefault || (inherits !== undefined && inheritsTls(inherits));
}

function inheritsTls(inherits: Lineage): boolean {
  return (
    inherits.section !== undefined && (isInherited('ssl', inherits) || isInherited('check-ssl', inherits)) === true
  );
}

function dependsOnOthers(checked: CheckedSection): boolean {
  const { certain, uses, names, missingBase } = checked;
  return certain && (uses.length > 0 || names.references.length > 0 || missingBase !== undefined || getsTls(checked));
}

function resolve(checked: CheckedSection, directory: Directory): SectionIssues {
  const { section, names, uses, inherits, missingBase } = checked;
  // A file without a global section may be one of several: what is not in it may be in another.
  const { complete } = directory;
  const issues: Issue[] = [];
  if (complete && missingBase) {
    const { from, guess } = missingBase;
    const message = `No defaults section above is named "${from.name}".${didYouMean(guess)}`;
    issues.push(issueAt(section, from, 'undefined-reference', message, guess));
  }
  for (const use of uses) {
    if (!isLookedUp(use, names, complete)) continue;
    const fault = useFault(use, names, directory, { section, inherits });
    if (fault)
      issues.push({
        id: idOf(use.kind),
        severity: isWarning.test(use.kind) ? 'warning' : 'error',
        ...(typeof fault === 'string' ? { message: fault } : fault),
        range: use.range,
        ...(use.kind === 'lua-bool' && { unplaced: true as const }),
      });
  }
  if (complete && names.kind !== 'defaults' && !names.disabled) {
    for (const issue of undefinedNames(section, names, directory)) issues.push(issue);
    if (getsTls(checked)) issues.push(...verificationIssues(section, names, inherits, directory));
  }
  return issues.length > 0 ? { ...checked, issues: [...checked.issues, ...issues] } : checked;
}

/**
 * A certificate is missed at once, and a counter when its line is read. Names may be declared in another file, and
 * nobody looks for those of defaults and of a disabled proxy.
 */
function isLookedUp({ kind }: Use, names: SectionNames, complete: boolean): boolean {
  if (kind === 'certificate' || kind === 'deprecated') return true;
  return complete && (kind === 'counter' || (names.kind !== 'defaults' && !names.disabled));
}

const ids: Readonly<Partial<Record<Use['kind'], IssueId>>> = {
  certificate: 'bind-without-certificate',
  counter: 'invalid-value',
  deprecated: 'deprecated-keyword',
  'deprecated-section': 'deprecated-keyword',
  enabled: 'invalid-value',
  email: 'missing-argument',
  'lua-bool': 'missing-argument',
  'tls-listener': 'invalid-value',
  'tls-server': 'invalid-value',
};

const idOf = (kind: Use['kind']): IssueId =>
  ids[kind] ?? (isLack.test(kind) ? 'missing-argument' : 'undefined-reference');

/** What HAProxy warns of only. */
const isWarning = /^(?:deprecated|email|lua-bool)$/;

/** Uses of a setting, not of a name. */
const isLack = /^(?:agent-port|ca|check-port|client-ca|experimental|external-check)$/;

function issueAt(section: SectionSyntax, at: NameAt, id: Issue['id'], message: string, guess?: Guess): Issue {
  return { id, severity: 'error', message, range: rangeOfName(section, at), ...(guess && { guess }) };
}

const kindNames: Readonly<Record<Reference['kind'], string>> = {
  resolvers: 'resolvers section',
  peers: 'peers section',
  cache: 'cache',
  table: 'stick table',
  server: 'server',
};

function undefinedNames(section: SectionSyntax, names: SectionNames, { declared }: Directory): Issue[] {
  return names.references.flatMap((reference) => {
    if (!reference.certain) return [];
    const known = reference.kind === 'server' ? serversOf(names).names : declared[reference.kind];
    if (known.has(reference.name)) return [];
    // Every configuration has a resolvers section "default", made from the system's settings.
    if (reference.kind === 'resolvers' && reference.name === 'default') return [];
    if (reference.kind === 'server' && (names.hasUnknown || names.servers.length === 0)) return [];
    // A filter may name a cache or an fcgi-app that it makes up.
    const guess = guessOf(reference.name, known);
    const message = `There is no ${kindNames[reference.kind]} "${reference.name}".${didYouMean(guess)}`;
    return [issueAt(section, reference, 'undefined-reference', message, guess)];
  });
}

/** What HAProxy says about the names that a section declares itself, and about the order of its checks' steps. */
export const ownNameIssues: (section: SectionSyntax) => readonly Issue[] = memo((section: SectionSyntax) => {
  const names = namesOf(section);
  const issues: Issue[] = [];
  for (const server of repeatedServers(names)) {
    const message = `Another server of this section is named "${server.name}" already.`;
    issues.push(issueAt(section, server, 'duplicate-name', message));
  }
  for (const step of names.steps.length > 1 && names.steps.some(isConnect) ? lateConnects(names) : []) {
    const message = 'The first step of the check has to be a "connect", too, when a later one is.';
    issues.push(issueAt(section, step, 'misplaced-keyword', message));
  }
  return issues;
});

function isConnect({ name }: NameAt): boolean {
  return name.endsWith(' connect');
}

/** A check that connects by itself has to do so before all else: the steps that do it too late. */
function lateConnects(names: SectionNames): readonly NameAt[] {
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
}

/** Servers of a section that have the name of one above. */
function repeatedServers(names: SectionNames): readonly NameAt[] {
  if (!/^(?:backend|listen|resolvers|ring)$/.test(names.kind)) return [];
  const seen = new Set<string>();
  return (names.kind === 'resolvers' ? names.nameservers : names.servers).filter((server) => {
    if (!server.certain) return false;
    const known = seen.has(server.name);
    seen.add(server.name);
    return known;
  });
}
