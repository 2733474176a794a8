import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, type HostTest } from './runner.ts';
import { behind, codes, open, replace } from './workspace.ts';

/** A new file of the workspace, in an editor. */
async function create(path: string, text: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder, 'no folder is open');
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder.uri, path), new TextEncoder().encode(text));
  return open(path);
}

async function configure(section: string, name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Workspace);
}

/** A real HAProxy to run on save, where the machine has one. */
const program = process.env['HACONF_HAPROXY'] ?? '';

const realProgram: HostTest = {
  name: 'what a real haproxy -c says on save joins the findings',
  run: async () => {
    await configure('haconf', 'haproxy.command', [program, '-c', '-f', '{file}']);
    const text = 'global\n    maxcon 1\nfrontend f\n    bind 127.0.0.1:4443 ssl crt /no/such.pem\n';
    const document = await create('real/haproxy.cfg', text);
    await eventually('finding of ours', () => codes(document.uri).includes('haproxy/unknown-keyword'));
    await replace(document, 'maxcon 1', 'maxcon 2');
    await document.save();
    await eventually('message of the program', () => codes(document.uri).includes('haproxy/program'));
    const lines = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ code }) => code === 'haproxy/program')
      .map(({ range }) => range.start.line);
    // It refuses the second line as we do, and says it once.
    assert.deepEqual(lines, [3]);
    await configure('haconf', 'haproxy.command', undefined);
  },
};

export const editingTests: readonly HostTest[] = [
  {
    name: 'a name is found and renamed across files',
    run: async () => {
      await create('split/haproxy.d/20-back.cfg', 'backend app\n    server s 10.0.0.1:80 track app/s\n');
      const front = await create('split/haproxy.d/10-front.cfg', 'frontend f\n    default_backend app\n');
      const at = behind(front, 'default_backend ap');
      const definition = await eventually('definition', async () => {
        const [found] = await vscode.commands.executeCommand<vscode.Location[]>(
          'vscode.executeDefinitionProvider',
          front.uri,
          at,
        );
        return found;
      });
      assert.match(definition.uri.path, /20-back[.]cfg$/);
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        front.uri,
        at,
        'web',
      );
      assert(await vscode.workspace.applyEdit(edit));
      assert.match(front.getText(), /default_backend web/);
      const back = await vscode.workspace.openTextDocument(definition.uri);
      assert.equal(back.getText(), 'backend web\n    server s 10.0.0.1:80 track web/s\n');
      await assert.rejects(
        async () => vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', front.uri, at, 'no blank'),
        /cannot stand in a name/,
      );
    },
  },
  {
    name: 'a quick fix mends the other node’s file',
    run: async () => {
      const document = await open('lb2/keepalived.conf');
      await replace(document, 'virtual_router_id 51', 'virtual_router_id 61');
      const rule = 'cluster/virtual-router-id-differs';
      await eventually('finding', () => codes(document.uri).includes(rule));
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(behind(document, 'virtual_router_id'), behind(document, 'virtual_router_id 61')),
      );
      const fix = actions.find(({ title }) => title === 'Use 51 on lb2');
      assert(fix?.edit, `no such fix: ${actions.map(({ title }) => title).join(', ')}`);
      assert(await vscode.workspace.applyEdit(fix.edit));
      await eventually('clean file', () => !codes(document.uri).includes(rule));
    },
  },
  {
    name: 'a file is formatted when it is saved',
    run: async () => {
      await vscode.workspace
        .getConfiguration('editor', { languageId: 'haproxy' })
        .update('formatOnSave', true, vscode.ConfigurationTarget.Workspace, true);
      const document = await create('format/haproxy.cfg', 'global\n    maxconn 1\n');
      await replace(document, '    maxconn 1', 'maxconn 2   ');
      await document.save();
      assert.equal(document.getText(), 'global\n    maxconn 2\n');
    },
  },
  {
    name: 'another target version changes what is reported',
    run: async () => {
      const document = await create('versions/haproxy.cfg', 'global\n    nbproc 2\n');
      const removed = (): boolean => codes(document.uri).includes('haproxy/removed-keyword');
      await eventually('finding of 3.2', removed);
      await vscode.commands.executeCommand('haconf.selectVersion', '2.4');
      await eventually('no finding of 2.4', () => !removed());
      await vscode.commands.executeCommand('haconf.selectVersion', '3.2');
      await eventually('finding of 3.2 again', removed);
    },
  },
  {
    name: 'a file is recognised by its text, and a language picked by hand stays',
    run: async () => {
      const document = await create('edge.cfg', 'frontend web\n    bind :80\n');
      const languageOf = () =>
        vscode.workspace.textDocuments.find(({ uri }) => `${uri}` === `${document.uri}`)?.languageId;
      await eventually('language by text', () => languageOf() === 'haproxy');
      const opened = await vscode.workspace.openTextDocument(document.uri);
      await vscode.languages.setTextDocumentLanguage(opened, 'plaintext');
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(languageOf(), 'plaintext');
    },
  },
  {
    name: 'names are highlighted by their meaning',
    run: async () => {
      const document = await open('lb1/haproxy.cfg');
      const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
        'vscode.provideDocumentSemanticTokens',
        document.uri,
      );
      assert(tokens.data.length > 0);
    },
  },
  ...(program === '' ? [] : [realProgram]),
];
