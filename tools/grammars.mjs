// TextMate grammars: their keyword lists come from the catalogues, so that the colours know what the checks know.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** @typedef {{ name: string, in: readonly string[], opens?: string }} Keyword */
/** @typedef {{ keywords: readonly Keyword[] }} Catalog */

/** Loads a TypeScript module of the core as it is on disk. @param {string} path @returns {Promise<any>} */
async function load(path) {
  const result = await build({
    entryPoints: [join(root, path)],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(result.outputFiles[0]?.text ?? '').toString('base64')}`);
}

/** @param {readonly string[]} words Alternatives of a regular expression, longest first, so that none hides another. */
const alternatives = (words) =>
  [...new Set(words)]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[ \\t]+'))
    .join('|');

const strings = {
  patterns: [
    {
      name: 'string.quoted.double',
      begin: '"',
      end: '"|$',
      patterns: [{ include: '#escape' }, { include: '#variable' }],
    },
  ],
};
const numbers = {
  patterns: [
    { name: 'constant.numeric.address', match: '\\b(?:\\d{1,3}\\.){3}\\d{1,3}(?:/\\d{1,2})?\\b' },
    { name: 'constant.numeric', match: '(?<![\\w.-])-?\\d+(?:\\.\\d+)?(?:us|ms|s|m|h|d|k|K|M|G|%)?(?![\\w.-])' },
  ],
};
const variable = { name: 'variable.other.environment', match: '\\$(?:\\{[^}]*\\}|\\w+)' };

/** @param {Catalog} catalog @param {ReadonlySet<string>} sections */
function haproxyGrammar(catalog, sections) {
  const keywords = catalog.keywords.filter((keyword) => !keyword.in.includes(''));
  const isParameter = (/** @type {Keyword} */ keyword) => keyword.in.some((context) => context.endsWith('parameters'));
  const directives = alternatives(
    keywords.filter((keyword) => !keyword.in.every((c) => c.endsWith('parameters'))).map((k) => k.name),
  );
  const parameters = alternatives(keywords.filter(isParameter).map((keyword) => keyword.name));
  return {
    name: 'HAProxy',
    scopeName: 'source.haproxy',
    patterns: [
      { include: '#comment' },
      { include: '#section' },
      { include: '#preprocessor' },
      { include: '#directive' },
      { include: '#rest' },
    ],
    repository: {
      comment: { name: 'comment.line.number-sign', match: '#.*$' },
      section: {
        match: `^\\s*(${alternatives([...sections])})(?=\\s|$)(?:[ \\t]+([^\\s#]+))?(?:[ \\t]+(from)[ \\t]+([^\\s#]+))?`,
        captures: {
          1: { name: 'keyword.control.section.haproxy' },
          2: { name: 'entity.name.section.haproxy' },
          3: { name: 'keyword.other.haproxy' },
          4: { name: 'entity.name.section.haproxy' },
        },
      },
      preprocessor: {
        name: 'keyword.control.directive.haproxy',
        match: '^\\s*\\.(?:if|elif|else|endif|diag|notice|warning|alert)\\b',
      },
      directive: {
        match: `^\\s+(?:(no)[ \\t]+)?(${directives})(?=\\s|$)`,
        captures: { 1: { name: 'keyword.operator.haproxy' }, 2: { name: 'support.function.haproxy' } },
      },
      rest: {
        patterns: [
          { include: '#strings' },
          { include: '#escape' },
          {
            name: 'meta.sample.haproxy',
            begin: '%\\[',
            end: '\\]|$',
            patterns: [{ include: '#strings' }, { name: 'variable.function.haproxy', match: '[A-Za-z_][\\w.-]*' }],
          },
          { name: 'keyword.control.condition.haproxy', match: '(?<=\\s)(?:if|unless|or|\\|\\|)(?=\\s)' },
          { name: 'storage.modifier.haproxy', match: `(?<=\\s)(?:${parameters})(?=\\s|$)` },
          { include: '#numbers' },
        ],
      },
      strings: { patterns: [...strings.patterns, { name: 'string.quoted.single', begin: "'", end: "'|$" }] },
      escape: { name: 'constant.character.escape', match: '\\\\(?:x[0-9A-Fa-f]{2}|.)' },
      variable,
      numbers,
    },
  };
}

/** @param {Catalog} catalog */
function keepalivedGrammar(catalog) {
  const blocks = alternatives(catalog.keywords.filter((keyword) => keyword.opens).map((keyword) => keyword.name));
  const plain = alternatives(catalog.keywords.filter((keyword) => !keyword.opens).map((keyword) => keyword.name));
  return {
    name: 'keepalived',
    scopeName: 'source.keepalived',
    patterns: [
      { include: '#comment' },
      { include: '#condition' },
      { include: '#block' },
      { include: '#keyword' },
      { include: '#rest' },
    ],
    repository: {
      comment: { name: 'comment.line.number-sign', match: '(?<!\\\\)[#!].*$' },
      condition: { name: 'keyword.control.directive.keepalived', match: '^\\s*@\\^?[^\\s]+' },
      block: {
        match: `(?<=^|[\\s{])(${blocks})(?=[\\s{]|$)(?:[ \\t]+([^\\s{#!]+))?`,
        captures: { 1: { name: 'keyword.control.block.keepalived' }, 2: { name: 'entity.name.section.keepalived' } },
      },
      keyword: { match: `(?<=^|[\\s{])(${plain})(?=[\\s}]|$)`, name: 'support.function.keepalived' },
      rest: {
        patterns: [
          { include: '#strings' },
          { include: '#escape' },
          { include: '#variable' },
          { name: 'constant.language.keepalived', match: '\\b(?:MASTER|BACKUP|PASS|AH)\\b' },
          { name: 'keyword.control.directive.keepalived', match: '~(?:SEQx?|LST)\\b' },
          { include: '#numbers' },
        ],
      },
      strings,
      escape: { name: 'constant.character.escape', match: '\\\\.' },
      variable,
      numbers,
    },
  };
}

/** Path → text of both grammars. */
export async function grammars() {
  const { haproxyCatalog } = await load('core/src/languages/haproxy/catalog.ts');
  const { sectionKeywords } = await load('core/src/languages/haproxy/sections.ts');
  const { keepalivedCatalog } = await load('core/src/languages/keepalived/catalog.ts');
  /** @param {object} grammar */
  const text = (grammar) =>
    `${JSON.stringify({ comment: 'Generated by "npm run generate". Do not edit.', ...grammar }, null, 2)}\n`;
  return new Map([
    ['syntaxes/haproxy.tmLanguage.json', text(haproxyGrammar(haproxyCatalog, sectionKeywords))],
    ['syntaxes/keepalived.tmLanguage.json', text(keepalivedGrammar(keepalivedCatalog))],
  ]);
}
