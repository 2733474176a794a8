import { memo } from '../../base/memo.ts';
import { shiftRange } from '../../base/text-range.ts';
import type { NameKind } from '../../catalog/keyword.ts';
import type { Role } from '../../catalog/role.ts';
import type { Occurrence } from '../../catalog/symbol.ts';
import { predefinedAcls } from './catalog/matching.ts';
import type { SectionSyntax } from './parser.ts';
import { rolesIn } from './roles.ts';
import { readHeader } from './section-header.ts';
import { namesOfSection } from './sections.ts';
import { isSetAt } from './set-variables.ts';

/** The names that a section declares and uses, in order. A function of its text, kept with it. */
export const occurrencesIn: (section: SectionSyntax) => readonly Occurrence[] = memo((section: SectionSyntax) => {
  const found: Occurrence[] = [];
  const head = headOf(section);
  const roles = rolesIn(section);
  section.lines.forEach((line, index) => {
    const header = index === 0 && section.hasHeader;
    const start = section.lineStarts[index] ?? 0;
    let owner: string | undefined;
    for (const role of roles[index] ?? []) {
      if (role.kind !== 'name' || role.names === undefined || role.text === undefined) continue;
      const text = role.text;
      const occurrence = {
        kind: role.names === 'tracked-server' ? 'server' : role.names,
        name: text,
        keys: keysOf(role, role.names, text, head, owner, header),
        declares: role.declares === true || (role.names === 'variable' && isSetAt(line.text, role.range.start)),
        range: shiftRange(role.range, start),
        whole: header
          ? { start: start + (line.words[0]?.range.start ?? 0), end: section.text.trimEnd().length }
          : shiftRange({ start: line.words[0]?.range.start ?? 0, end: line.words.at(-1)?.range.end ?? 0 }, start),
      };
      // The name before a slash says where to look for the one behind it.
      owner = line.text.charAt(role.range.end) === '/' ? text : undefined;
      found.push(occurrence);
    }
  });
  return found;
});

interface Head {
  readonly kind: string;
  readonly name: string;
  readonly hasTable: boolean;
}

const headOf = memo((section: SectionSyntax): Head => {
  const values = section.hasHeader ? section.lines[0]?.values : undefined;
  const { kind, name } = readHeader(values);
  const hasTable = section.lines.some((line) => line.words[0]?.value === 'stick-table');
  return { kind, name: values?.[name] ?? '', hasTable };
});

/** The section that a key of an ACL belongs to, as {@link aclKey} takes it. */
export function aclKey(section: SectionSyntax, name: string): string {
  const { kind, name: own } = headOf(section);
  return `acl ${kind} ${own}/${name}`;
}

function keysOf(
  role: Role,
  kind: NameKind,
  name: string,
  head: Head,
  owner: string | undefined,
  header: boolean,
): readonly string[] {
  if (header && role.declares) {
    const table = head.hasTable ? [`table ${name}`] : [];
    return [...namesOfSection(head.kind).map((space) => `${space} ${name}`), ...table];
  }
  switch (kind) {
    case 'acl':
    case 'filter':
      return [`${kind} ${head.kind} ${head.name}/${name}`];
    case 'server':
    case 'tracked-server':
      return [serverKey(owner === undefined ? head : { kind: 'backend', name: owner }, name)];
    case 'table':
      if (role.declares) return [`table ${head.name}/${name}`];
      return [owner === undefined ? `table ${name}` : `table ${owner}/${name}`];
    default:
      return [`${kind} ${name}`];
  }
}

function serverKey(section: Pick<Head, 'kind' | 'name'>, name: string): string {
  const kind = section.kind === 'listen' ? 'backend' : section.kind;
  return `server ${kind} ${section.name}/${name}`;
}

/** Whether a section holds a proxy's name, which frontends and backends must not share. */
export function isProxyKey(key: string): boolean {
  return key.startsWith('backend ') || key.startsWith('frontend ');
}

const reserved: ReadonlySet<string> = new Set(['or', 'if', 'unless', 'from', 'rules']);

/** Why HAProxy would not take a name, or take it for something else; undefined when it is fine. */
export function haproxyNameFault(kind: NameKind, name: string): string | undefined {
  if (kind === 'variable') {
    if (/^(?:proc|sess|txn|req|res|check)\.[A-Za-z0-9_.]+$/.test(name)) return undefined;
    return 'A variable starts with proc., sess., txn., req., res. or check., and goes on with letters, digits, "_" and ".".';
  }
  const wrong = /[^A-Za-z0-9_:.-]/.exec(name)?.[0];
  if (name === '') return 'A name has at least one character.';
  if (wrong !== undefined) return `"${wrong}" cannot stand in a name: letters, digits, "-", "_", "." and ":" can.`;
  if (reserved.has(name)) return `"${name}" is a word of the language.`;
  if (kind === 'acl' && predefinedAcls.has(name)) return `"${name}" is an ACL that HAProxy defines itself.`;
  return undefined;
}
