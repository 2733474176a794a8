import { memo } from '../../base/memo.ts';
import { type Table, table } from '../../base/table.ts';
import type { Occurrence } from '../../catalog/symbol.ts';
import { indentAt, lineStart } from '../../syntax/line-start.ts';
import type { Names } from '../language.ts';
import { predefinedAcls } from './catalog/matching.ts';
import { defaultsOf, type HaproxyConfig } from './config.ts';
import { lowerHaproxy } from './lower.ts';
import type { HaproxySyntax, SectionSyntax } from './parser.ts';
import { aclKey, haproxyNameFault, isProxyKey, occurrencesIn } from './symbols.ts';

/** The names of sections, and of what stands in them. */
export const haproxyNames: Names<HaproxySyntax> = {
  occurrencesIn,
  keysOf: ({ syntax }, section, occurrence) => keysOf(syntax, section, occurrence),
  titleOf: (kind) => titles.get(kind),
  fault: haproxyNameFault,
  refusal: ({ keys }) =>
    keys.some((key) => key.startsWith('server peers '))
      ? 'A peer has the name of its machine: HAProxy looks for the host name, `localpeer` or `-L` among them. Change all of these by hand.'
      : undefined,
  sharesNames: isProxyKey,
  isEverywhere: (kind) => kind === 'variable',
  isLocal: (kind) => kind === 'acl',
  predefined: (kind) => (kind === 'acl' ? predefinedAcls : undefined),
  declaration({ text }, offset, kind, name) {
    if (!/^[\w.:-]+$/.test(name)) return undefined;
    const newline = text.includes('\r\n') ? '\r\n' : '\n';
    if (kind === 'backend') {
      const gap = text === '' || text.endsWith('\n') ? newline : newline + newline;
      return { at: text.length, text: `${gap}backend ${name}${newline}` };
    }
    if (kind !== 'acl') return undefined;
    const at = lineStart(text, offset);
    return { at, text: `${indentAt(text, at)}acl ${name} always_false${newline}` };
  },
  tokenType: (kind) => tokenTypes.get(kind),
};

const titles: Table<string> = table({
  acl: 'ACL',
  defaults: 'defaults section',
  'fcgi-app': 'FastCGI application',
  'http-errors': 'http-errors section',
  mailers: 'mailers section',
  peers: 'peers section',
  resolvers: 'resolvers section',
  table: 'stick table',
});

const tokenTypes: Table<'class' | 'struct' | 'macro' | 'variable'> = table({
  acl: 'macro',
  variable: 'variable',
  server: 'struct',
  'tracked-server': 'struct',
  backend: 'class',
  frontend: 'class',
});

/** An ACL that its section does not declare is that of the section's defaults. */
function keysOf(syntax: HaproxySyntax, section: SectionSyntax, occurrence: Occurrence): readonly string[] {
  if (occurrence.kind !== 'acl' || occurrence.declares) return occurrence.keys;
  if (aclsDeclaredIn(section).has(occurrence.name)) return occurrence.keys;
  const config = lowerHaproxy(syntax);
  const lowered = sectionsBySyntax(config).get(section);
  const defaults = lowered && lowered.kind !== 'defaults' ? defaultsOf(config, lowered) : undefined;
  return defaults && aclsDeclaredIn(defaults.syntax).has(occurrence.name)
    ? [aclKey(defaults.syntax, occurrence.name)]
    : occurrence.keys;
}

const aclsDeclaredIn = memo((section: SectionSyntax): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { kind, declares, name } of occurrencesIn(section)) if (kind === 'acl' && declares) names.add(name);
  return names;
});

const sectionsBySyntax = memo(
  ({ sections }: HaproxyConfig) => new Map(sections.map((section) => [section.syntax, section])),
);
