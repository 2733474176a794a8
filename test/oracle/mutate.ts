/** One line of a configuration changed. */
export interface Mutant {
  /** What was done, such as `typo-keyword`. */
  readonly fault: string;
  readonly text: string;
}

/** A generator of numbers from 0 (inclusive) to 1 (exclusive) that gives the same row for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Changes a line, or gives undefined where the fault does not fit it. */
type Fault = (line: string, pick: (count: number) => number) => string | undefined;

const indented = /^(\s+)(\S.*)$/;

/** Swaps two neighbouring letters of the word at an index. */
const typo =
  (index: number): Fault =>
  (line, pick) => {
    const words = line.split(/(\s+)/);
    const place = words.findIndex(
      (word, at) => word.trim() !== '' && words.slice(0, at).filter((w) => w.trim()).length === index,
    );
    const word = words[place];
    if (word === undefined || !/^[a-z][a-z-]{3,}$/.test(word)) return undefined;
    const at = 1 + pick(word.length - 2);
    if (word[at] === word[at + 1]) return undefined;
    words[place] = `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
    return words.join('');
  };

const replace =
  (pattern: RegExp, by: string): Fault =>
  (line) =>
    pattern.test(line) ? line.replace(pattern, by) : undefined;

const faults: Readonly<Record<string, Fault>> = {
  'typo-keyword': typo(0),
  'typo-second-word': typo(1),
  'typo-third-word': typo(2),
  'last-word-missing': replace(/^(\s+\S+.*\S)\s+\S+$/, '$1'),
  'only-the-keyword': replace(/^(\s+\S+)\s.+$/, '$1'),
  'word-too-many': replace(indented, '$1$2 surplus'),
  'upper-case-keyword': (line) => line.replace(/^(\s+)([a-z-]+)/, (_, blank, word) => blank + word.toUpperCase()),
  'underscore-for-dash': replace(/^(\s+[a-z]+)-/, '$1_'),
  'unit-of-time': replace(/\b(\d+)(?:s|m|h)\b/, '$1x'),
  'no-number': replace(/ \d+$/, ' many'),
  'port-too-large': replace(/(\d+\.\d+\.\d+\.\d+):\d+/, '$1:70000'),
  'port-of-letters': replace(/(\d+\.\d+\.\d+\.\d+):\d+/, '$1:htp'),
  'address-out-of-range': replace(/\b192\.0\.2\.(\d+)/, '192.0.456.$1'),
  'brace-lost': replace(/ \}/, ''),
  'brace-without-blank': replace(/\{ /, '{'),
  'quote-open': replace(/^(\s+\S+ .*)$/, '$1 "'),
  'bracket-lost': replace(/%\[([^\]]*)\]/, '%[$1'),
  'parenthesis-lost': replace(/\(([^()]*)\)/, '($1'),
  'unknown-fetch': replace(/\b(?:src|path|req\.hdr)\b/, 'srcc'),
  'unknown-acl': replace(/ (if|unless) !?[a-z_]+$/, ' $1 no_such_acl'),
  'unknown-backend': replace(/^(\s+default_backend) \S+/, '$1 nowhere'),
  'unknown-section': replace(/^(frontend|backend|listen|resolvers|cache|ring)\b/, '$1s'),
  'section-without-name': replace(/^(frontend|backend|listen|resolvers|peers)\b.*/, '$1'),
  'name-of-section': replace(/^((?:frontend|backend|listen|peers) \S+)/, '$1/x'),
  'keyword-of-global': (line) => (indented.test(line) ? line.replace(/\S.*/, 'nbthread 2') : undefined),
  'keyword-of-a-proxy': (line) => (indented.test(line) ? line.replace(/\S.*/, 'default_backend app') : undefined),
};

/** `count` texts with one fault each; the same ones for the same seed. */
export function mutantsOf(text: string, count: number, seed: number): readonly Mutant[] {
  const random = seeded(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  const lines = text.split('\n');
  const names = Object.keys(faults);
  const found = new Map<string, Mutant>();
  for (let tries = 0; found.size < count && tries < count * 50; tries++) {
    const fault = names[pick(names.length)] ?? '';
    const at = pick(lines.length);
    const line = lines[at] ?? '';
    if (/^\s*(?:#|$)/.test(line)) continue;
    const changed = faults[fault]?.(line, pick);
    if (changed === undefined || changed === line) continue;
    found.set(`${fault} ${at}`, {
      fault: `${fault} in line ${at + 1}: ${changed.trim()}`,
      text: lines.with(at, changed).join('\n'),
    });
  }
  return [...found.values()];
}
