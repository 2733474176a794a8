import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, type HostTest } from './runner.ts';
import { behind, codes, open, replace } from './workspace.ts';

async function completionLabels(document: vscode.TextDocument, at: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    at,
  );
  return list.items.map((item) => (typeof item.label === 'string' ? item.label : item.label.label));
}

export const featureTests: readonly HostTest[] = [
  {
    name: 'files get their language by name',
    run: async () => {
      assert.equal((await open('lb1/haproxy.cfg')).languageId, 'haproxy');
      assert.equal((await open('lb1/keepalived.conf')).languageId, 'keepalived');
    },
  },
  {
    name: 'a change in one file is diagnosed in the other file, too',
    run: async () => {
      const lb1 = await open('lb1/keepalived.conf');
      const lb2 = vscode.Uri.joinPath(lb1.uri, '../../lb2/keepalived.conf');
      assert.deepEqual([codes(lb1.uri), codes(lb2)], [[], []]);
      await replace(lb1, 'virtual_router_id 51', 'virtual_router_id 61');
      const rule = 'cluster/virtual-router-id-differs';
      await eventually('finding in lb2', () => codes(lb2).includes(rule));
      await eventually('finding in lb1', () => codes(lb1.uri).includes(rule));
      await replace(lb1, 'virtual_router_id 61', 'virtual_router_id 51');
      await eventually('clean lb2', () => codes(lb2).length === 0);
    },
  },
  {
    name: 'completion knows keywords and declared names',
    run: async () => {
      const keepalived = await open('lb1/keepalived.conf');
      assert(
        (await completionLabels(keepalived, behind(keepalived, 'track_script {\n        '))).includes('chk_haproxy'),
      );
      const haproxy = await open('lb1/haproxy.cfg');
      assert((await completionLabels(haproxy, behind(haproxy, 'default_backend '))).includes('web_servers'));
      assert((await completionLabels(haproxy, behind(haproxy, 'balance '))).includes('leastconn'));
    },
  },
  {
    name: 'hover explains a keyword',
    run: async () => {
      const document = await open('lb1/keepalived.conf');
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        behind(document, 'virtual_router'),
      );
      const text = hovers.flatMap(({ contents }) =>
        contents.map((part) => (typeof part === 'string' ? part : part.value)),
      );
      assert.match(text.join('\n'), /The id of the virtual router/);
    },
  },
  {
    name: 'the outline has the sections',
    run: async () => {
      const document = await open('lb1/haproxy.cfg');
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      assert.deepEqual(
        symbols.map((symbol) => symbol.name),
        ['global', 'defaults', 'frontend health', 'frontend http_front', 'backend web_servers'],
      );
    },
  },
];
