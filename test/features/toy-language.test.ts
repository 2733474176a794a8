import { expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { languageOf, recognise } from '#core/languages/languages.ts';
import { completionAt } from '#core/workspace/assist.ts';
import { outlineOf } from '#core/workspace/outline.ts';
import { referencesAt } from '#core/workspace/references.ts';
import { renameAt } from '#core/workspace/rename.ts';
import { readSettings } from '#core/workspace/settings.ts';
import { Workspace } from '#core/workspace/workspace.ts';
import { languageClient } from '../support/language-client.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { withToy } from '../support/toy-language/languages.ts';
import { describeFinding } from '../support/workspace.ts';

const path = 'lb1/house.toy';
const text = 'light hall\nswitch hall\nswitch attic\nlamp porch\n';

function workspaceWith(source: string, settings = {}): Workspace {
  const workspace = new Workspace({ known: withToy });
  workspace.applyChange({
    set: [{ path, language: 'toy', text: source }],
    settings: readSettings(settings, withToy),
  });
  return workspace;
}

const findingsOf = (workspace: Workspace): string[] =>
  workspace.snapshot.findings().map((finding) => describeFinding(workspace.snapshot, finding));

test('a language is a folder and a line in a table: without the line nobody knows its files', () => {
  expect(recognise(path, text, withToy)?.id).toBe('toy');
  expect(recognise(path, text)).toBeUndefined();
  expect(languageOf('toy')).toBeUndefined();
  expect(() => new Workspace().applyChange({ set: [{ path, language: 'toy', text }] })).toThrow('toy');
});

test('its files get findings, after edits too, by the version of its program', () => {
  const workspace = workspaceWith(text);
  const unknown = `${path}:4:0-10 error toy/unknown-keyword Toy 1.5 does not know "lamp".`;
  expect(findingsOf(workspace)).toEqual([
    `${path}:3:0-12 warning toy/undefined-light There is no light "attic".`,
    unknown,
  ]);
  workspace.applyChange({ set: [{ path, language: 'toy', text: text.replace('attic', 'hall') }] });
  expect(findingsOf(workspace)).toEqual([unknown]);
  expect(findingsOf(workspaceWith('lamp x\n', { toy: { version: '1.1' } }))[0]).toContain('Toy 1.1 does');
  expect(findingsOf(workspaceWith('# haconf: ignore-file\nlamp x\n'))).toHaveLength(2);
});

test('its files get completion, an outline, references and renaming', () => {
  const { snapshot } = workspaceWith(text);
  const labels = (offset: number) => completionAt(snapshot, path, offset)?.candidates.map(({ label }) => label);
  expect(labels(0)).toEqual(['light', 'switch']);
  expect(labels(text.indexOf('attic'))).toEqual(['hall']);
  expect(outlineOf(snapshot, path).map(({ title }) => title)).toEqual([
    'light hall',
    'switch hall',
    'switch attic',
    'lamp porch',
  ]);
  expect(referencesAt(snapshot, path, text.indexOf('hall'))).toHaveLength(2);
  expect(renameAt(snapshot, path, text.indexOf('hall'), 'x y')).toEqual({
    refused: 'A light is called by one word.',
  });
  expect(renameAt(snapshot, path, text.indexOf('hall'), 'cellar')).toMatchObject({ edits: [{ path }, { path }] });
});

test('the version of its program is known for each node of a cluster', () => {
  const node = (name: string, priority: number) => [
    {
      path: `${name}/keepalived.conf`,
      language: 'keepalived',
      text: `vrrp_instance V {\n  interface eth0\n  virtual_router_id 5\n  priority ${priority}\n  virtual_ipaddress {\n    192.0.2.1\n  }\n}\n`,
    },
    { path: `${name}/house.toy`, language: 'toy', text },
  ];
  const settings = readSettings({ toy: { version: '1.1' } }, withToy);
  const snapshot = new Workspace({ known: withToy }).applyChange({
    set: [...node('lb1', 101), ...node('lb2', 100)],
    settings,
  });
  const [cluster] = snapshot.clusters();
  if (!cluster) throw new Error('no cluster');
  expect([...snapshot.versionsOf(cluster).byNode].map(([name, versions]) => [name, versions.get('toy')])).toEqual([
    ['lb1', [1, 1]],
    ['lb2', [1, 1]],
  ]);
});

test('the server tells an editor the same', async () => {
  const client = await languageClient(tempFolder(), { languages: withToy });
  const textDocument = { uri: client.uriOf('house.toy') };
  await client.notify('textDocument/didOpen', {
    textDocument: { ...textDocument, languageId: 'toy', version: 1, text },
  });
  const found = await client.diagnostics('house.toy', (list: readonly Diagnostic[]) => list.length === 2);
  expect(found.map(({ code }) => code)).toEqual(['toy/undefined-light', 'toy/unknown-keyword']);
  const position = { line: 1, character: 7 };
  const items = await client.request<{ label: string }[] | { items: { label: string }[] }>('textDocument/completion', {
    textDocument,
    position,
  });
  expect((Array.isArray(items) ? items : items.items).map(({ label }) => label)).toEqual(['hall']);
  const symbols = await client.request<{ name: string }[]>('textDocument/documentSymbol', { textDocument });
  expect(symbols.map(({ name }) => name)).toContain('light hall');
  expect(await client.request('haconf/targetVersion', textDocument)).toMatchObject({ program: 'toy', version: '1.5' });
});
