import type { HaproxyLine } from '../../../languages/haproxy/lexer.ts';
import { sectionKeywords } from '../../../languages/haproxy/sections.ts';
import { lineAt, siteInLine } from '../../../syntax/chunk.ts';
import type { Word } from '../../../syntax/line.ts';
import { fix, replace } from '../../fix.ts';
import type { HaproxySectionRule } from '../../rule.ts';

export const variableOutsideQuotes: HaproxySectionRule = {
  scope: 'haproxy',
  id: 'variable-outside-quotes',
  severity: 'warning',
  verdict: 'own',
  summary: 'An environment variable outside of double quotes: the text itself is taken.',
  sections: [...sectionKeywords].filter((kind) => kind !== 'program'),
  checkSection(section, report, { path }) {
    const { syntax } = section;
    const { text } = syntax;
    // Something else fills in the variables of a template before HAProxy reads it.
    if (!text.includes('$') || template.test(path)) return;
    for (let at = text.indexOf('$'); at >= 0; ) {
      const holder = lineAt(syntax, at);
      if (!holder) break;
      const { index, start } = holder;
      const line = syntax.lines[index];
      if (!line) break;
      for (const found of literalIn(line)) {
        const raw = line.text.slice(found.word.range.start, found.word.range.end);
        const quoted = inDoubleQuotes(raw);
        const site = siteInLine(syntax, index, found.word.range);
        const single = raw.includes("'");
        report({
          at: { path, site },
          message: `${found.name} is taken as this very text: HAProxy replaces environment variables only ${single ? 'inside double quotes, and single quotes forbid it' : 'inside double quotes (and in addresses)'}. Write ${quoted === undefined ? 'the word in double quotes' : 'double quotes around it'}.`,
          ...(quoted !== undefined && { fixes: [fix('Put it into double quotes', replace({ path, site }, quoted))] }),
        });
      }
      at = text.indexOf('$', start + line.text.length);
    }
  },
};

const template = /\.(?:tmpl|tpl|template|templ|j2|in|erb|epp|ctmpl|dist|sample)$/;

interface Literal {
  readonly word: Word;
  readonly name: string;
}

function literalIn(line: HaproxyLine): readonly Literal[] {
  const { words, values, text } = line;
  const keyword = values[0] ?? '';
  if (keyword.startsWith('.') || keyword === 'description' || keyword === 'external-check') return [];
  return words.flatMap((word, index) => {
    if (index === 0 || isAddress(values, index)) return [];
    const name = literalVariable(text.slice(word.range.start, word.range.end));
    return name === undefined ? [] : [{ word, name }];
  });
}

/** The words that HAProxy reads as addresses: there it replaces variables in any case. */
function isAddress(values: readonly string[], index: number): boolean {
  const [keyword = '', second = ''] = values;
  const before = values[index - 1] ?? '';
  if (addressAt.get(keyword) === index || /^(?:addr|agent-addr|source|socks4|usesrc)$/.test(before)) return true;
  return keyword === 'stats' && second === 'socket' && index === 2;
}

const addressAt: ReadonlyMap<string, number> = new Map([
  ['bind', 1],
  ['dgram-bind', 1],
  ['log', 1],
  ['mailer', 2],
  ['nameserver', 2],
  ['peer', 2],
  ['server', 2],
  ['server-template', 3],
  ['source', 1],
]);

/**
 * The variable that a word seems to mean where HAProxy takes its text. Names in capitals are meant, and any that is the
 * whole word; a sign inside of a password or a regular expression may be itself.
 */
function literalVariable(raw: string): string | undefined {
  let quote = '';
  for (let at = 0; at < raw.length; at++) {
    const character = raw.charAt(at);
    if (character === '\\' && quote !== "'") at++;
    else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === '$' && quote !== '"') {
      const name = nameAt(raw, at, quote);
      if (name !== undefined) return name;
    }
  }
  return undefined;
}

const braced = /^\$\{([A-Za-z_]\w*)\}/;
const bare = /^\$([A-Z_][A-Z0-9_]+)(?![\w$])/;

function nameAt(raw: string, at: number, quote: string): string | undefined {
  const rest = raw.slice(at);
  const whole = at === quote.length;
  const inBraces = braced.exec(rest);
  if (inBraces) {
    const isWhole = whole && rest.length === inBraces[0].length + quote.length;
    return isWhole || !/[a-z]/.test(inBraces[1] ?? '') ? inBraces[0] : undefined;
  }
  const found = bare.exec(rest);
  if (!found) return undefined;
  // Two letters are more often a part of something else.
  const isLong = found[0].length > 3 && /[:/@=.,-]/.test(raw.charAt(at - 1));
  const isWhole = whole && (found[0].length > 3 || rest.length === found[0].length + quote.length);
  return isWhole || isLong ? found[0] : undefined;
}

/** The word in double quotes; undefined where its own quotes or escapes would change their meaning. */
function inDoubleQuotes(raw: string): string | undefined {
  const inner = /^'[^']*'$/.test(raw) ? raw.slice(1, -1) : raw;
  if (/["'\\]/.test(inner) || inner.replace(/\$\{[A-Za-z_]\w*\}|\$[A-Za-z_]\w*/g, '').includes('$')) return undefined;
  return `"${inner}"`;
}
