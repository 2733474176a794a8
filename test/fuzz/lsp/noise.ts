import type { Dice } from '../../lab/random/dice.ts';
import { requests } from './requests.ts';
import type { ServerProcess } from './server-process.ts';

/** Kinds of messages that no editor should send, and some do. */
export const noiseKinds = [
  'position',
  'version',
  'double-open',
  'unknown-document',
  'method',
  'params',
  'cancel',
  'watch',
  'settings',
  'uri',
  'change',
] as const;

const oddPositions: readonly unknown[] = [
  ...[-1, 1.5, 2 ** 31, 2 ** 53, 1e308, '1', null, Number.NaN].map((line) => ({ line, character: 0 })),
  ...[-1, 1.5, 2 ** 31, 2 ** 53, '1', null].map((character) => ({ line: 0, character })),
  ...[null, {}, [], 'x', { line: {}, character: [] }],
];

const oddParams: readonly unknown[] = [
  ...[null, [], {}, 'x', 1, { textDocument: null }, { textDocument: {} }, { textDocument: { uri: 1 } }],
  ...[{ cluster: null }, { cluster: 'constructor', faults: 1 }, { cluster: {}, faults: [null, 1, {}] }],
  ...[{ query: null }, { query: {} }, { folder: 1 }, { uri: null, head: null }, { program: '__proto__', version: {} }],
];

const oddUris = [
  '',
  'x',
  'untitled:1',
  'file://',
  'file:///%',
  'file:///\0',
  'git:/a?b',
  'http://h/haproxy.cfg',
  '__proto__',
];

/** Sends some. The server may answer with errors, and has to go on. */
export async function makeNoise(server: ServerProcess, kind: string, uri: string, dice: Dice): Promise<void> {
  const textDocument = { uri, version: 1 };
  const notify = (method: string, params: unknown) => server.notify(method, params);
  const ask = async (method: string, params: unknown): Promise<void> => {
    await server.request(method, params);
  };
  switch (kind) {
    case 'position': {
      const position = dice.pick(oddPositions);
      const range = { start: position, end: dice.pick(oddPositions) };
      await ask(dice.pick(requests).method, { textDocument, position, positions: [position], range, newName: 'x' });
      return notify('textDocument/didChange', { textDocument, contentChanges: [{ range, text: 'x' }] });
    }
    case 'version': {
      const version = dice.pick([-1, 0, 1, 2 ** 53, 1.5, null, 'x']);
      return notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text: 'a\n' }] });
    }
    case 'double-open': {
      const languageId = dice.pick(['haproxy', 'keepalived', 'json', '', '__proto__']);
      return notify('textDocument/didOpen', { textDocument: { uri, version: 1, languageId, text: '{\n' } });
    }
    case 'unknown-document': {
      const unknown = { uri: dice.pick(['file:///no/haproxy.cfg', ...oddUris]), version: 3 };
      await notify('textDocument/didClose', { textDocument: unknown });
      await notify('textDocument/didSave', { textDocument: unknown });
      await notify('textDocument/didChange', { textDocument: unknown, contentChanges: [{ text: 'x' }] });
      return ask(dice.pick(requests).method, { textDocument: unknown, position: { line: 0, character: 0 } });
    }
    case 'method':
      await notify(dice.pick(['$/x', 'x', 'haconf/no', 'toString']), dice.pick([{}, null, []]));
      return ask(dice.pick(['$/x', 'x', 'haconf/no', 'toString']), {});
    case 'params':
      return ask(dice.pick(requests).method, dice.pick(oddParams));
    case 'cancel':
      return notify('$/cancelRequest', { id: dice.pick([0, -1, 2 ** 53, 'x', null, {}]) });
    case 'watch': {
      const change = { uri: dice.pick([uri, ...oddUris]), type: dice.pick([1, 2, 3, 9]) };
      return notify('workspace/didChangeWatchedFiles', {
        changes: Array.from({ length: dice.pick([0, 1, 50]) }, () => change),
      });
    }
    case 'settings':
      return notify('workspace/didChangeConfiguration', {
        settings: dice.pick([null, 1, {}, { haconf: 1 }, { haconf: { haproxy: 'x', keepalived: null, format: [] } }]),
      });
    case 'uri':
      await notify('textDocument/didOpen', {
        textDocument: { uri: dice.pick(oddUris), version: 1, languageId: 'haproxy', text: 'backend b\n' },
      });
      for (const odd of oddUris) await notify('textDocument/didClose', { textDocument: { uri: odd } });
      return;
    default:
      return notify('textDocument/didChange', dice.pick([...oddParams, { textDocument, contentChanges: null }]));
  }
}
