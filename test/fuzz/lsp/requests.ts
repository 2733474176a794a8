import type { Dice } from '../../lab/random/dice.ts';

/** A place that requests are about. */
export interface Place {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
  /** Ids of clusters, as the server gave them. */
  readonly cluster: string;
  readonly word: string;
}

export interface Request {
  readonly method: string;
  params(place: Place): unknown;
  /** It takes long by itself. */
  readonly heavy?: true;
}

const document = ({ uri }: Place) => ({ textDocument: { uri } });
const at = ({ uri, position }: Place) => ({ textDocument: { uri }, position });
const whole = (place: Place) => ({ start: { line: 0, character: 0 }, end: place.end });
const options = { tabSize: 4, insertSpaces: true };

/** Every request that an editor makes, and haconf's own. */
export const requests: readonly Request[] = [
  { method: 'textDocument/hover', params: at },
  { method: 'textDocument/completion', params: at },
  { method: 'textDocument/signatureHelp', params: at },
  { method: 'textDocument/definition', params: at },
  { method: 'textDocument/references', params: (p) => ({ ...at(p), context: { includeDeclaration: true } }) },
  { method: 'textDocument/documentHighlight', params: at },
  { method: 'textDocument/prepareRename', params: at },
  { method: 'textDocument/rename', params: (p) => ({ ...at(p), newName: p.word }) },
  {
    method: 'textDocument/codeAction',
    params: (p) => ({ ...document(p), range: whole(p), context: { diagnostics: [] } }),
  },
  {
    method: 'textDocument/codeAction',
    params: (p) => ({ ...document(p), range: whole(p), context: { diagnostics: [], only: ['source.fixAll'] } }),
  },
  { method: 'textDocument/codeLens', params: document },
  { method: 'textDocument/inlayHint', params: (p) => ({ ...document(p), range: whole(p) }) },
  { method: 'textDocument/documentSymbol', params: document },
  { method: 'workspace/symbol', params: ({ word }) => ({ query: word }) },
  { method: 'textDocument/foldingRange', params: document },
  { method: 'textDocument/selectionRange', params: (p) => ({ ...document(p), positions: [p.position, p.end] }) },
  { method: 'textDocument/documentLink', params: document },
  { method: 'textDocument/formatting', params: (p) => ({ ...document(p), options }) },
  { method: 'textDocument/rangeFormatting', params: (p) => ({ ...document(p), options, range: whole(p) }) },
  { method: 'textDocument/onTypeFormatting', params: (p) => ({ ...at(p), ch: '\n', options }) },
  { method: 'textDocument/onTypeFormatting', params: (p) => ({ ...at(p), ch: '}', options }) },
  { method: 'textDocument/semanticTokens/full', params: document },
  { method: 'textDocument/semanticTokens/full/delta', params: (p) => ({ ...document(p), previousResultId: '1' }) },
  { method: 'textDocument/semanticTokens/range', params: (p) => ({ ...document(p), range: whole(p) }) },
  { method: 'textDocument/prepareCallHierarchy', params: at },
  { method: 'haconf/clusters', params: () => undefined },
  { method: 'haconf/failover', params: ({ cluster }) => ({ cluster, singleFaults: true }) },
  { method: 'haconf/failover', params: ({ cluster }) => ({ cluster }), heavy: true },
  { method: 'haconf/failover', params: ({ cluster }) => ({ cluster, faults: ['lb1:crash', 'constructor', ''] }) },
  { method: 'haconf/topology', params: ({ cluster }) => ({ cluster, faults: ['lb1:crash'], emphasis: 'traffic' }) },
  { method: 'haconf/topology', params: ({ cluster }) => ({ cluster, open: ['x'], atMs: 1500 }) },
  { method: 'haconf/timeLine', params: ({ cluster }) => ({ cluster, faults: ['lb2:stop'] }) },
  { method: 'haconf/elementFindings', params: ({ cluster }) => ({ cluster }) },
  { method: 'haconf/elementsAt', params: ({ cluster, uri, position }) => ({ cluster, uri, line: position.line }) },
  { method: 'haconf/export', params: ({ cluster }) => ({ cluster, format: 'svg' }) },
  { method: 'haconf/export', params: ({ cluster }) => ({ cluster, format: 'mermaid' }) },
  { method: 'haconf/export', params: ({ cluster }) => ({ cluster, format: 'json' }) },
  { method: 'haconf/export', params: ({ cluster }) => ({ cluster, format: 'runbook' }) },
  { method: 'haconf/export', params: ({ cluster }) => ({ cluster, format: 'html', script: '' }), heavy: true },
  { method: 'haconf/counterpart', params: ({ uri, position }) => ({ uri, position }) },
  { method: 'haconf/nodeTexts', params: ({ cluster }) => ({ cluster }) },
  { method: 'haconf/manifest', params: () => ({ folder: 'file:///fuzz' }) },
  { method: 'haconf/compareVersions', params: () => ({ program: 'haproxy', version: '2.4' }) },
  { method: 'haconf/targetVersion', params: ({ uri }) => ({ uri }) },
  { method: 'haconf/recognise', params: ({ uri, word }) => ({ uri, head: `${word}\nbackend b\n  server s :80\n` }) },
];

/** A word for a query or a new name. */
export function someWord(dice: Dice): string {
  return dice.pick([
    '',
    'b',
    'web',
    'other',
    'constructor',
    '__proto__',
    'a b',
    '\x1b[31m',
    '#',
    '"',
    'ü',
    'x'.repeat(300),
  ]);
}

/** An answer without what may differ between two servers that know the same. */
export function comparable(result: unknown): string {
  return JSON.stringify(result, (key, value: unknown) => (key === 'resultId' ? '' : value)) ?? 'undefined';
}
