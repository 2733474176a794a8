import { parseVersion } from '#core/base/version.ts';
import { topLevel } from '#core/catalog/keyword.ts';
import { haproxyCatalog } from '#core/languages/haproxy/catalog.ts';
import { sectionKeywords } from '#core/languages/haproxy/sections.ts';
import { factsFor } from '#core/languages/haproxy/validate/facts.ts';
import { keepalivedKeywords } from '#core/languages/keepalived/catalog.ts';

/** Lines of a section or block: each of its keywords with the word in every place behind it. */
export interface Lines {
  readonly head: string;
  readonly lines: readonly string[];
  readonly end: string;
}

/** Files for each kind of section of a version of HAProxy, which have every keyword, option, function and parameter. */
export function haproxyLines(version: string, word: string): Lines[] {
  const facts = factsFor(parseVersion(version) ?? []);
  const bySection = new Map<string, string[]>();
  for (const keyword of facts.keywords) {
    const [section = '', name = ''] = keyword.split(' ');
    bySection.set(section, [...(bySection.get(section) ?? []), ...behind(name, word)]);
  }
  // The program does not list what the smaller sections know.
  for (const section of sectionKeywords) {
    const names = haproxyCatalog.keywords.filter((keyword) => keyword.in.includes(section)).map(({ name }) => name);
    if (!bySection.has(section))
      bySection.set(
        section,
        [...new Set(names)].flatMap((name) => behind(name, word)),
      );
  }
  const proxy = [
    ...(bySection.get('listen') ?? []),
    ...[...facts.options.keys()].flatMap((name) => [`option ${name} ${word}`, `no option ${name} ${word}`]),
    ...[...facts.actions].flatMap((name) => behind(name.replace('*', `(${word})`), word)),
    ...[...facts.parameters.keys()].flatMap((name) => {
      const line = name.startsWith('bind ') ? `bind :80 ${name.slice(5)}` : `server s :1 ${name.slice(7)}`;
      return name.startsWith('crt-list ') ? [] : behind(line, word);
    }),
    ...[...facts.fetches.keys()].flatMap((name) => [
      `acl a ${name}(${word}) ${word}`,
      `http-request set-var(txn.${word}) ${name}(${word},${word}),${word}(${word})`,
    ]),
    ...[...facts.converters.keys()].map((name) => `acl a src,${name}(${word},${word}),${word} -m ${word} ${word}`),
    ...[...facts.acls.keys()].map((name) => `use_backend ${word} if { ${name}(${word}) -m ${word} ${word} }`),
    ...[...facts.filters].flatMap((name) => behind(`filter ${name}`, word)),
    ...[...facts.services].map((name) => `http-request use-service ${name} ${word}`),
    ...behind(`log-format "%${word} %[${word}] %{${word}}o %[src,${word}(${word})]"`, word),
    ...behind(`bind ${word}@${word}:${word}`, word),
    ...behind(`server ${word} ${word}@${word}`, word),
  ];
  bySection.set('listen', proxy);
  const files = [...bySection].flatMap(([section, all]) =>
    inParts([word, `${word} ${word}`, ...all, `.if ${word}(${word})`, '.endif']).map((lines) => ({
      head: section === 'global' || section === 'traces' ? section : `${section} a`,
      lines,
      end: '',
    })),
  );
  const headers = [...sectionKeywords].flatMap((section) => [`${section} a from ${word}`, ...behind(section, word)]);
  const comment = `# haconf: ${word}=${word} haproxy=${word} ignore ${word}/${word}`;
  return [...files, { head: comment, lines: [word, `${word} ${word}`, ...headers], end: '' }];
}

/** A file for each kind of block of keepalived, all versions in one. */
export function keepalivedLines(word: string): Lines[] {
  const contexts = new Set(keepalivedKeywords.flatMap((keyword) => keyword.in));
  return [...contexts].map((context) => {
    const keywords = keepalivedKeywords.filter((keyword) => keyword.in.includes(context));
    const lines = keywords.flatMap(({ name, opens }) =>
      opens === undefined
        ? behind(name, word)
        : [...behind(name, word).flatMap((line) => [`${line} {`, ...behind(word, word), '}']), `${name} ${word}`],
    );
    const path = pathTo(context);
    const definitions = [`$${word}=${word}`, `$${word} $\{${word}}`, `@${word} ${word}`, `@^${word} ${word} ${word}`];
    return {
      head: path.map((name) => `${name} ${word} {`).join('\n'),
      lines: [...behind(word, word), ...lines, ...definitions, `~SEQ(${word},1,2) $${word}`],
      end: path.map(() => '}').join('\n'),
    };
  });
}

/** Small files: names that nobody knows are compared with all that are known. */
function inParts(lines: readonly string[]): string[][] {
  const size = 250;
  const starts = Array.from({ length: Math.ceil(lines.length / size) }, (_, part) => part * size);
  return starts.map((start) => lines.slice(start, start + size));
}

function behind(start: string, word: string): string[] {
  return [`${start} ${word}`, `${start} ${word} ${word} ${word}`, `${start} 1 ${word} 1 ${word}`];
}

/** The keywords whose blocks lead to a context. */
function pathTo(context: string, seen: readonly string[] = []): readonly string[] {
  if (context === topLevel) return [];
  const opening = keepalivedKeywords.find((keyword) => keyword.opens === context && !seen.includes(keyword.name));
  const outside = opening?.in[0];
  if (!opening || outside === undefined) return [];
  return [...pathTo(outside, [...seen, opening.name]), opening.name];
}
