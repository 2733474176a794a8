import { nearest } from '../../../base/nearest.ts';
import type { TextRange } from '../../../base/text-range.ts';
import { compareVersions, type Version } from '../../../base/version.ts';
import type { DefinedLines } from '../definitions.ts';
import type { BlockSyntax } from '../parser.ts';
import { neighboursTwice } from './bfd-neighbours.ts';
import type { ChunkFacts, NamedKind, NameFact } from './facts.ts';
import { instead, type PlacedIssue } from './issue.ts';
import type { ChunkReading } from './reader.ts';
import { isUnknown } from './values.ts';

interface Part {
  readonly chunk: BlockSyntax;
  readonly reading: ChunkReading;
}

/** Names may be used before they are declared, or keepalived looks only when everything is read. */
const anyOrder: ReadonlySet<NamedKind> = new Set(['vrrp_instance', 'virtual_server_group']);
/** keepalived skips a second block of the same name. */
const unique: ReadonlySet<NamedKind> = new Set(['vrrp_instance', 'vrrp_sync_group', 'track_group', 'bfd_instance']);
/** keepalived says nothing of a second one, and whoever uses the name gets the first (dumps of 2.2.7 and 2.3.4). */
const firstFound: ReadonlySet<NamedKind> = new Set(['vrrp_script', 'vrrp_track_process', 'track_file']);

/** Reports names that are not declared, declared too late or twice, and ids used twice. Linear in the file's size. */
export function checkNames(parts: readonly Part[], version: Version): PlacedIssue[] {
  const issues: PlacedIssue[] = [];
  const includes = parts.some(({ reading }) => reading.facts.includes);
  const all = new Map<NamedKind, Set<string>>();
  /** Kinds of which some name is not known: any may be meant. */
  const open = new Set<NamedKind>();
  for (const { reading } of parts) {
    for (const { kind, name } of reading.facts.declared) {
      const names = all.get(kind) ?? new Set();
      all.set(kind, names.add(name));
      if (isUnknown(name)) open.add(kind);
    }
  }
  const soFar = new Set<string>();
  for (const { chunk, reading } of parts) {
    const { declared, used, usedAfter } = reading.facts;
    let next = 0;
    const declareUpTo = (count: number): void => {
      for (; next < count; next++) {
        const fact = declared[next];
        if (!fact) continue;
        const key = `${fact.kind} ${fact.name}`;
        if (soFar.has(key) && !isUnknown(fact.name)) {
          if (unique.has(fact.kind)) issues.push(declaredTwice(chunk, fact));
          else if (firstFound.has(fact.kind)) issues.push(neverUsed(chunk, fact));
        }
        soFar.add(key);
      }
    };
    used.forEach((fact, index) => {
      declareUpTo(usedAfter[index] ?? 0);
      if (includes) return;
      if (open.has(fact.kind)) return;
      const names = all.get(fact.kind) ?? new Set();
      if (!names.has(fact.name)) issues.push(undefinedName(chunk, fact, names, used));
      else if (!anyOrder.has(fact.kind) && !soFar.has(`${fact.kind} ${fact.name}`)) issues.push(late(chunk, fact));
    });
    declareUpTo(declared.length);
  }
  issues.push(...memberTwice(parts), ...routersTwice(parts), ...takenTwice(parts, version), ...neighboursTwice(parts));
  if (!includes && !parts.some(({ reading }) => reading.facts.defaultInterface)) issues.push(...noInterface(parts));
  return issues;
}

/**
 * Reports `$NAME` without a definition above, where the file has definitions at all: a file without any is meant for
 * a program that fills it in.
 */
export function checkDefinitions(parts: readonly Part[], definitions: DefinedLines): PlacedIssue[] {
  if (definitions.size === 0 || parts.some(({ reading }) => reading.facts.includes)) return [];
  const names = [...definitions.keys()];
  return parts.flatMap(({ chunk, reading }) =>
    reading.facts.unknownDefinitions.map((fact) => unknownDefinition(chunk, fact, definitions, names)),
  );
}

function unknownDefinition(
  chunk: BlockSyntax,
  { name, range, joined }: ChunkFacts['unknownDefinitions'][number],
  definitions: DefinedLines,
  names: readonly string[],
): PlacedIssue {
  const known = definitions.has(name);
  const braced = joined && known ? `\${${name}}` : undefined;
  const meant = known ? undefined : nearest(name, names);
  const hint = known
    ? 'Its definition stands further below: move it up.'
    : meant === undefined
      ? 'Define it above.'
      : `Did you mean $${meant}?`;
  const message =
    braced === undefined
      ? `No definition of $${name} stands above: keepalived takes the text as it is, and a "{" in it opens a block. ${hint}`
      : `keepalived takes $${name} as it is, because another character follows at once. Write ${braced}.`;
  const from = chunk.text.slice(range.start, range.end);
  const to = braced ?? (meant === undefined ? undefined : from.replace(name, meant));
  const mend = to === undefined ? undefined : instead({ value: from, range }, to, braced !== undefined);
  return {
    id: 'undefined-definition',
    severity: 'warning',
    message,
    site: { chunk, range },
    ...(mend && { mend }),
  };
}

function declaredTwice(chunk: BlockSyntax, fact: NameFact): PlacedIssue {
  const message = `${fact.kind} ${fact.name} is declared above already: keepalived skips this whole block. Give it another name.`;
  return { id: 'duplicate-name', severity: 'error', message, site: { chunk, range: fact.range } };
}

function neverUsed(chunk: BlockSyntax, fact: NameFact): PlacedIssue {
  const message = `${fact.kind} ${fact.name} is declared above already: keepalived says nothing, uses the first one and never this one. Give it another name, or remove it.`;
  return { id: 'duplicate-name', severity: 'warning', message, site: { chunk, range: fact.range } };
}

function undefinedName(
  chunk: BlockSyntax,
  fact: NameFact,
  names: ReadonlySet<string>,
  beside: readonly NameFact[],
): PlacedIssue {
  const guess = notUsedYet(nearest(fact.name, names), fact, names, beside);
  const hint = guess === undefined ? 'Declare it above.' : `Did you mean "${guess}"?`;
  const effect =
    fact.kind === 'vrrp_instance'
      ? 'leaves it out of the group'
      : fact.kind === 'track_file'
        ? 'drops the line, and crashes where another file stands above it in the block'
        : 'drops the line and goes on';
  const id = fact.kind === 'vrrp_script' ? 'undefined-script' : 'undefined-name';
  const message = `No ${fact.kind} is called "${fact.name}": keepalived ${effect}. ${hint}`;
  const mend = guess === undefined ? undefined : instead({ value: fact.name, range: fact.range }, guess, false);
  // keepalived writes this one into its log only.
  const severity = fact.user === 'track_group' ? 'warning' : 'error';
  return { id, severity, message, site: { chunk, range: fact.range }, ...(mend && { mend }) };
}

/** A name stands once in a block: where the nearest one does, the nearest of the others may be meant. */
function notUsedYet(
  guess: string | undefined,
  { name, kind }: NameFact,
  names: ReadonlySet<string>,
  beside: readonly NameFact[],
): string | undefined {
  if (guess === undefined || !beside.some((other) => other.kind === kind && other.name === guess)) return guess;
  // In a block of many names, looking further costs more than it helps.
  if (beside.length > 200 || names.size > 2000) return undefined;
  const used = new Set(beside.flatMap((other) => (other.kind === kind ? [other.name] : [])));
  return nearest(
    name,
    [...names].filter((candidate) => !used.has(candidate)),
  );
}

function late(chunk: BlockSyntax, fact: NameFact): PlacedIssue {
  const message = `${fact.kind} ${fact.name} is declared further below: keepalived reads from top to bottom, does not find it and drops the line. Move the declaration above.`;
  return { id: 'late-declaration', severity: 'error', message, site: { chunk, range: fact.range } };
}

/** An instance in two sync groups, or twice in one. */
function memberTwice(parts: readonly Part[]): PlacedIssue[] {
  const issues: PlacedIssue[] = [];
  const known = new Set<string>();
  for (const { chunk, reading } of parts) {
    for (const { name, range, user } of reading.facts.used) {
      if (user !== 'vrrp_sync_group') continue;
      const message = `${name} is a member of a sync group already, and an instance can be in one only: keepalived leaves it out of both. Remove one of them.`;
      if (known.has(name)) issues.push({ id: 'duplicate-name', severity: 'error', message, site: { chunk, range } });
      known.add(name);
    }
  }
  return issues;
}

function routersTwice(parts: readonly Part[]): PlacedIssue[] {
  const issues: PlacedIssue[] = [];
  const known = new Map<string, string>();
  for (const { chunk, reading } of parts) {
    for (const { key, instance, range } of reading.facts.routers) {
      const other = known.get(key);
      if (other === undefined) known.set(key, instance);
      else if (other !== instance) issues.push({ ...sameRouter(other, instance), site: { chunk, range } });
    }
  }
  return issues;
}

function sameRouter(other: string, instance: string): Omit<PlacedIssue, 'site'> {
  const message = `${other} and ${instance} have one virtual_router_id on one interface: keepalived does not start. Give each its own.`;
  return { id: 'duplicate-virtual-router-id', severity: 'error', message };
}

/** An interface that a second block claims. Before 2.2 nothing is said of the names of virtual ones. */
function takenTwice(parts: readonly Part[], version: Version): PlacedIssue[] {
  const issues: PlacedIssue[] = [];
  const known = new Set<string>();
  for (const { chunk, reading } of parts) {
    for (const { kind, name, range } of reading.facts.taken) {
      if (isUnknown(name) || (kind === 'use_vmac' && compareVersions(version, [2, 2]) < 0)) continue;
      const key = `${kind} ${name}`;
      const message =
        kind === 'use_vmac'
          ? `Another instance has ${name} for its virtual interface already: keepalived ignores the name and makes up one. Give each its own.`
          : `${name} is in a garp_group already: keepalived ignores it here, or stops reading. Leave it in one of them.`;
      if (known.has(key)) issues.push({ id: 'interface-taken', severity: 'error', message, site: { chunk, range } });
      known.add(key);
    }
  }
  return issues;
}

function noInterface(parts: readonly Part[]): PlacedIssue[] {
  const at = (chunk: BlockSyntax, range: TextRange, name: string): PlacedIssue => ({
    id: 'missing-interface',
    severity: 'error',
    message: `${name} names no interface: keepalived does not start. Add interface and its name.`,
    site: { chunk, range },
  });
  return parts.flatMap(({ chunk, reading }) =>
    reading.facts.withoutInterface.map(({ name, range }) => at(chunk, range, name)),
  );
}
