import { type HaproxyLine, isKnownWord } from './lexer.ts';

/** What a name that is used may belong to. */
export type ReferenceKind = 'resolvers' | 'peers' | 'table' | 'cache' | 'server';

/** Where names are not looked up. */
function isUnread(kind: string, keyword: string): boolean {
  return (kind === 'frontend' && keyword === 'stick') || (kind === 'peers' && keyword === 'server');
}

/** Lines of these keywords may use names. */
export const referringKeywords: ReadonlySet<string> = new Set([
  'stick-table',
  'stick',
  'use-server',
  'filter',
  'http-request',
  'http-response',
  'tcp-request',
  'tcp-response',
]);

/** Whether the words of a line are worth a look: most lines are servers, and few of those name anything. */
export function mayRefer(section: string, keyword: string, text: string): boolean {
  const isServer = keyword === 'server' || keyword === 'default-server' || keyword === 'server-template';
  // Most lines are servers: they are told apart first.
  return (isServer ? text.includes('resolvers') : referringKeywords.has(keyword)) && !isUnread(section, keyword);
}

/** `word` is the index of the word that is the name. */
type Found = (kind: ReferenceKind, name: string, word: number) => void;

/** The names that a line uses. */
export function collectReferences(line: HaproxyLine, found: Found): void {
  const { values } = line;
  const keyword = values[0] ?? '';
  const after = (name: string, from: number): number => {
    const at = values.indexOf(name, from);
    return at < 0 ? values.length : at + 1;
  };
  const add = (kind: ReferenceKind, word: number): void => {
    const name = values[word];
    if (name === undefined || name === '' || name.includes('%[')) return;
    if (isKnownWord(line, word)) found(kind, name, word);
  };
  switch (keyword) {
    case 'server':
    case 'default-server':
    case 'server-template':
      add('resolvers', after('resolvers', 1));
      break;
    case 'stick-table':
      add('peers', after('peers', 1));
      break;
    case 'stick':
      add('table', after('table', 2));
      break;
    case 'use-server':
      add('server', 1);
      break;
    case 'filter':
      if (values[1] === 'cache') add('cache', 2);
      break;
    case 'http-request':
    case 'http-response':
    case 'tcp-request':
    case 'tcp-response': {
      const at = keyword.startsWith('tcp') ? 2 : 1;
      const action = values[at] ?? '';
      if (action === 'cache-use' || action === 'cache-store') add('cache', at + 1);
      if (action.startsWith('track-sc')) add('table', after('table', at + 1));
      break;
    }
  }
}
