import { memo } from '../../base/memo.ts';
import type { Version } from '../../base/version.ts';
import {
  type Candidate,
  type Cursor,
  candidatesAt,
  type DeclaredNames,
  type Explanation,
  explainAt,
  type SignatureAt,
  slotAt,
} from '../../catalog/assist.ts';
import type { Catalog, Keyword, NameKind } from '../../catalog/keyword.ts';
import { signature } from '../../catalog/lookup.ts';
import { lineCatalog } from './catalog/lines.ts';
import { keepalivedCatalog, keepalivedKeywords } from './catalog.ts';
import type { Configuration } from './configuration.ts';
import type { BlockSyntax } from './parser.ts';
import type { Statement } from './statement-tree.ts';
import { occurrencesIn } from './symbols.ts';

/** What may stand at a cursor. */
export function keepalivedCandidates(version: Version, cursor: Cursor, names: DeclaredNames): Candidate[] {
  const { catalog, at } = grammarOf(cursor);
  const group = cursor.words[0] === 'virtual_server' && cursor.at === 2 && cursor.words[1] === 'group';
  const groups = group ? names('virtual_server_group') : [];
  return [
    ...groups.map(
      (label): Candidate => ({ label, kind: 'name', detail: 'virtual_server_group', doc: '', deprecated: false }),
    ),
    ...candidatesAt(catalog, version, at, names),
  ];
}

/** What is known of the word at a cursor. */
export function keepalivedExplanation(version: Version, cursor: Cursor): Explanation | undefined {
  const { catalog, at } = grammarOf(cursor);
  const found = explainAt(catalog, version, at);
  return found && { ...found, signature: found.signature.trim() };
}

/** How the line around a cursor is written, and which of its arguments is there. */
export function keepalivedSignature(version: Version, cursor: Cursor): SignatureAt | undefined {
  const { catalog, at } = grammarOf(cursor);
  if (at.at === 0) return undefined;
  const slot = slotAt(catalog, version, at);
  return slot && signatureOf(slot.keyword, slot.argument ? (slot.keyword.arguments?.indexOf(slot.argument) ?? -1) : -1);
}

function signatureOf(keyword: Keyword, active: number): SignatureAt {
  const label = signature(keyword).trim();
  const list = (keyword.arguments ?? []).map((argument) => {
    const values = argument.choices?.map((choice) => choice.value).join('|') ?? '';
    const written = [`{${values}}`, `<${argument.name}>`].find((text) => label.includes(text));
    return { label: written ?? argument.name, doc: argument.doc ?? '' };
  });
  return { label, doc: keyword.doc, arguments: list, ...(active >= 0 && { active }) };
}

const lineContexts = new Set(lineCatalog.contexts.map((context) => context.name));

/** A line of values has a grammar with an empty name before its first word. */
function grammarOf(cursor: Cursor): { readonly catalog: Catalog; readonly at: Cursor } {
  if (!lineContexts.has(cursor.context)) return { catalog: keepalivedCatalog, at: cursor };
  return { catalog: lineCatalog, at: { ...cursor, words: ['', ...cursor.words], at: cursor.at + 1 } };
}

/** The names that a configuration declares; of interfaces, those that it names anywhere. */
export function namesDeclared({ syntax, files }: Configuration, kind: NameKind): string[] {
  const chunks = new Set<BlockSyntax>([...syntax.chunks, ...files.flatMap((file) => file.syntax.chunks)]);
  const names = new Set<string>();
  for (const chunk of chunks) {
    if (kind === 'interface') for (const name of interfacesIn(chunk)) names.add(name);
    else for (const found of occurrencesIn(chunk)) if (found.kind === kind && found.declares) names.add(found.name);
  }
  return [...names];
}

const interfaceKeywords = new Set(
  keepalivedKeywords.filter(({ arguments: list }) => list?.[0]?.refersTo === 'interface').map(({ name }) => name),
);

/** The interfaces that a chunk names. */
const interfacesIn = memo((chunk: BlockSyntax): readonly string[] => {
  const names: string[] = [];
  const visit = (statements: readonly Statement[], block: string): void => {
    for (const { words, block: inner } of statements) {
      const texts = words.filter((word) => word.known).map((word) => word.value);
      const [first = '', second] = texts;
      const device = texts[texts.indexOf('dev') + 1];
      if (interfaceKeywords.has(first) && second !== undefined) names.push(second);
      else if (texts.includes('dev') && device !== undefined) names.push(device);
      else if (block === 'track_interface') names.push(first);
      if (inner) visit(inner.statements, first);
    }
  };
  visit(chunk.statements, '');
  return names.filter((name) => /^[\w.:@-]{1,15}$/.test(name));
});
